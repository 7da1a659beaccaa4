package roomcast.protocol.wire;

/** The types of parts, as numbers on the wire, and the sizes that reading and writing share. */
final class PartType {
  static final int PADDING = 0;
  static final int BLOCK = 1;
  static final int SEAL = 2;
  static final int INTRODUCTION = 3;
  static final int HEARTBEAT = 4;
  static final int NACK = 5;
  static final int COMING = 6;
  static final int HAVE = 7;
  static final int HELLO = 8;
  static final int LOST = 9;
  static final int LEAVE = 10;
  static final int WHO_HOLDS = 11;
  static final int HELD = 12;
  static final int ECHO = 13;
  static final int CHALLENGE = 14;
  static final int ALIVE = 15;

  /** The last type that this version knows. */
  static final int LAST = ALIVE;

  static final int HEARTBEAT_BYTES = 4 + 4 + 1 + 2 + 8;
  static final int EXTENT_BYTES = 12 + 4 + 4;
  static final int LEAVE_FIXED_BYTES = 4 + 8;
  static final int LOST_FIXED_BYTES = 12 + 4 + 4 + 4;
  static final int RANGES_FIXED_BYTES = 12 + 1;
  static final int RANGE_BYTES = 4 + 2;

  private PartType() {}
}
