package roomcast.terminal.console;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import roomcast.client.DirectoryClient;
import roomcast.client.ListedRoom;
import roomcast.transport.NetworkSettings;

/** The names of the rooms for completion; asked for when needed, and remembered for a moment. */
final class RoomNames {
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final NetworkSettings network;
  private List<String> names = List.of();
  private long askedNanos = System.nanoTime() - FRESH_NANOS;

  RoomNames(NetworkSettings network) {
    this.network = network;
  }

  synchronized List<String> get() {
    long now = System.nanoTime();
    if (now - askedNanos >= FRESH_NANOS) {
      askedNanos = now;
      try {
        List<ListedRoom> rooms = new DirectoryClient(network).rooms();
        names = rooms == null ? List.of() : rooms.stream().map(ListedRoom::name).toList();
      } catch (IOException networkDown) {
        names = List.of();
      }
    }
    return names;
  }

  /** They may have changed. */
  synchronized void forget() {
    askedNanos = System.nanoTime() - FRESH_NANOS;
  }
}
