package roomcast.protocol.text;

import java.net.InetSocketAddress;
import roomcast.protocol.Room;

/** What happened in the text protocol that the rest of the server wants to know. */
public sealed interface TextEvent {

  /** The program that it happened to, or that did it. */
  InetSocketAddress source();

  /** A text client that was not known before. */
  record ClientSeen(InetSocketAddress source) implements TextEvent {}

  /** A text client ended its dialogue. */
  record ConnectionClosed(InetSocketAddress source) implements TextEvent {}

  /** Somebody spoke in a room; the datagram as it came. */
  record Heard(InetSocketAddress source, Room room, byte[] datagram) implements TextEvent {}

  /** A room was made. */
  record RoomMade(InetSocketAddress source, Room room) implements TextEvent {}

  /** A room was deleted. */
  record RoomDeleted(InetSocketAddress source, Room room) implements TextEvent {}
}
