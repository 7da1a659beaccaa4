package roomcast.protocol.session;

import roomcast.protocol.wire.Block;

/**
 * A hybrid logical clock (Kulkarni and others, 2014): 48 bits of milliseconds since 1970, 16 bits
 * of counter. What was said after something was heard has a higher value than it, whatever the wall
 * clocks say, as long as they are less than {@link #TRUSTED_AHEAD_MILLIS} apart.
 */
final class HybridClock {
  /** A clock that is further ahead than this is wrong, and does not move ours. */
  static final long TRUSTED_AHEAD_MILLIS = 10_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long wallOffsetMillis;
  private long last;

  /**
   * Nothing has been stamped by this session.
   *
   * @param wallOffsetMillis milliseconds since 1970 at the monotonic time zero
   * @param last what all that is stamped has to be above, although the wall clock may have been put
   *     back
   */
  HybridClock(long wallOffsetMillis, long last) {
    this.wallOffsetMillis = wallOffsetMillis;
    this.last = last;
  }

  /** Milliseconds since 1970 by the wall clock of this machine. */
  long wallMillis(long nowNanos) {
    return wallOffsetMillis + Math.floorDiv(nowNanos, NANOS_PER_MILLI);
  }

  /** A value for what is said now, higher than all before. */
  long next(long nowNanos) {
    last = Math.max(last + 1, wallMillis(nowNanos) << Block.CLOCK_COUNTER_BITS);
    return last;
  }

  /** The highest value that was stamped or heard. */
  long latest() {
    return last;
  }

  /** Something was heard. */
  void heard(long nowNanos, long clock) {
    if (Block.clockMillis(clock) <= wallMillis(nowNanos) + TRUSTED_AHEAD_MILLIS) {
      last = Math.max(last, clock);
    }
  }
}
