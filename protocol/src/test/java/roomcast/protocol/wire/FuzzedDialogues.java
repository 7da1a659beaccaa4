package roomcast.protocol.wire;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counter;
import roomcast.protocol.Counters;
import roomcast.protocol.Limits;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.Subnet;
import roomcast.protocol.text.Dialogues;
import roomcast.protocol.text.RoomRegistry;

/** A directory's text side with room for eight rooms, and nothing behind it. */
final class FuzzedDialogues {
  private static final int ROOMS_MAX = 8;
  private static final int ANSWERS_MAX = 1_000;

  private final List<Room> rooms = new ArrayList<>();
  private final Dialogues dialogues =
      new Dialogues(0, new Registry(), Limits.standard(), new Counters<>(Counter.class));
  private long nowNanos;

  FuzzedDialogues() {
    dialogues.serve(List.of(new Subnet(10 << 24, 8)));
  }

  /** One of four inputs, some time after the one before. */
  void handle(int what, InetSocketAddress source, byte[] datagram) {
    nowNanos += TimeUnit.MILLISECONDS.toNanos(1L << what % 16);
    switch (what / 16) {
      case 0, 1 -> dialogues.handleCommand(nowNanos, source, datagram);
      case 2 -> {
        if (!rooms.isEmpty()) {
          dialogues.handleChat(nowNanos, rooms.getFirst(), source, datagram);
        }
      }
      default -> dialogues.handleTimeout(nowNanos);
    }
    int answers = 0;
    while (dialogues.pollTransmit() != null || dialogues.pollEvent() != null) {
      if (++answers > ANSWERS_MAX) {
        throw new AssertionError("too many answers");
      }
    }
  }

  int clientsKnown() {
    return dialogues.clientsKnown();
  }

  private final class Registry implements RoomRegistry {
    @Override
    public @Nullable Room find(RoomName name) {
      return rooms.stream().filter(room -> room.name().equals(name)).findFirst().orElse(null);
    }

    @Override
    public @Nullable Room make(long nowNanos, RoomName name) {
      if (rooms.size() == ROOMS_MAX) {
        return null;
      }
      if (find(name) != null) {
        throw new AssertionError("made twice: " + name);
      }
      Room room = new Room(name, new InetSocketAddress("239.0.0.11", 2_000), 1);
      rooms.add(room);
      return room;
    }

    @Override
    public void delete(long nowNanos, Room room) {
      if (!rooms.remove(room)) {
        throw new AssertionError("is not there: " + room);
      }
    }

    @Override
    public Iterable<Room> inOrder() {
      return List.copyOf(rooms);
    }
  }
}
