package roomcast.protocol.wire;

/** What a datagram is for: the class in its envelope. */
public enum DatagramKind {
  /** New blocks of the one who sends it. */
  DATA(1),
  /** Blocks that somebody lacked, from whoever holds them. */
  REPAIR(2),
  /** Everything else. */
  CONTROL(3);

  private final int code;

  DatagramKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
