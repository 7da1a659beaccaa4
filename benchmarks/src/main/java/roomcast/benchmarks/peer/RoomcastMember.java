package roomcast.benchmarks.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import roomcast.client.ChatRoom;
import roomcast.client.RoomListener;
import roomcast.client.RoomMessage;
import roomcast.client.Roomcast;
import roomcast.client.disk.Installation;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.session.Presence;
import roomcast.protocol.session.SessionCounter;
import roomcast.transport.NetworkSettings;

/** A member of a room on the loopback interface, with a key of its own that is not kept. */
final class RoomcastMember implements AutoCloseable {
  /** The name of the one who speaks. */
  static final String SENDER = "sender";

  private static final String GROUP = "239.0.0.77";

  private final Roomcast roomcast;
  private final ChatRoom room;
  private volatile boolean hearsSender;

  RoomcastMember(int port, String name, MessageReceiver.Listener listener) throws IOException {
    NetworkSettings network = NetworkSettings.of(List.of("lo"), null, port, 1, Map.of());
    Installation installation = Installation.temporary(InstantSource.system(), "");
    roomcast = Roomcast.open(network, installation, Logger.getGlobal()::warning);
    Room place =
        new Room(
            Objects.requireNonNull(RoomName.parse("benchmark")),
            new InetSocketAddress(GROUP, port),
            1);
    room = roomcast.join(place, name, new Ears(listener));
  }

  private final class Ears implements RoomListener {
    private final MessageReceiver.Listener listener;

    Ears(MessageReceiver.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void heard(RoomMessage message) {
      listener.heard(message.text());
    }

    @Override
    public void here(Presence member) {
      hearsSender |= member.name().equals(SENDER);
    }

    @Override
    public void warned(String sentence) {
      Logger.getGlobal().log(Level.WARNING, sentence);
    }
  }

  /** Whether it has heard of the member named {@link #SENDER}. */
  boolean hearsSender() {
    return hearsSender;
  }

  boolean trySend(String text) throws IOException {
    return room.trySend(text);
  }

  String figures(SessionCounter... counters) throws IOException {
    StringBuilder figures = new StringBuilder();
    for (SessionCounter counter : counters) {
      figures.append(counter.label()).append('=').append(room.count(counter)).append(' ');
    }
    long nanos = room.number(session -> session.roundTripNanos());
    return figures.append("round-trip-us=").append(nanos / 1_000).toString();
  }

  @Override
  public void close() {
    room.close();
    roomcast.close();
  }
}
