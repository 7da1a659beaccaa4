package roomcast.protocol.wire;

/**
 * One sender's log in a room: what it has said since it took this incarnation.
 *
 * @param sender the first eight bytes of SHA-256 over public key and seat
 * @param incarnation grows whenever a sender cannot go on with its last log
 */
public record LogId(long sender, int incarnation) implements Comparable<LogId> {

  @Override
  public int compareTo(LogId other) {
    int bySender = Long.compareUnsigned(sender, other.sender);
    return bySender != 0 ? bySender : Integer.compareUnsigned(incarnation, other.incarnation);
  }

  @Override
  public String toString() {
    return String.format("%016x.%d", sender, incarnation);
  }
}
