package roomcast.protocol.wire;

import java.util.List;

/**
 * A datagram of a room, read.
 *
 * @param kind what it is for
 * @param room the room's tag
 * @param speaker who sent it, as it says itself: its own log
 * @param parts what it carries
 */
public record ReceivedDatagram(DatagramKind kind, RoomTag room, LogId speaker, List<Part> parts) {
  /** Immutable. */
  public ReceivedDatagram {
    parts = List.copyOf(parts);
  }
}
