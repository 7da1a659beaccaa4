package roomcast.protocol.session;

/** How often something is heard, to tell being cut off from a room in which little is said. */
final class Rhythm {
  private static final long BREAK_NANOS = 1_000_000_000;
  private static final int BREAK_INTERVALS = 4;
  private static final int SMOOTHING = 8;

  private long heardNanos;
  private long intervalNanos;

  Rhythm(long nowNanos) {
    this.heardNanos = nowNanos;
  }

  /** Whether nothing was heard for much longer than usual. */
  boolean isBreak(long nowNanos) {
    return nowNanos - heardNanos > Math.max(BREAK_NANOS, BREAK_INTERVALS * intervalNanos);
  }

  void heard(long nowNanos) {
    intervalNanos += (nowNanos - heardNanos - intervalNanos) / SMOOTHING;
    heardNanos = nowNanos;
  }
}
