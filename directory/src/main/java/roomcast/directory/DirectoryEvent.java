package roomcast.directory;

import java.net.InetSocketAddress;
import roomcast.protocol.Room;
import roomcast.protocol.text.TextEvent;

/** What happened in the directory that its server acts on. */
public sealed interface DirectoryEvent {

  /** From now on this directory serves the network. */
  record Serving() implements DirectoryEvent {}

  /** Another directory serves the network; this one waits. */
  record StandingBy(InetSocketAddress other, String name) implements DirectoryEvent {}

  /** Another directory serves the network, and this one may not start beside it. */
  record Refused(InetSocketAddress other, String name) implements DirectoryEvent {}

  /** There is a new room: its group is to be joined. */
  record RoomOpened(Room room) implements DirectoryEvent {}

  /** A room is gone: its group is to be left. */
  record RoomClosed(Room room) implements DirectoryEvent {}

  /** Something that people see on the console. */
  record Text(TextEvent event) implements DirectoryEvent {}
}
