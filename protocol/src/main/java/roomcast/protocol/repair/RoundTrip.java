package roomcast.protocol.repair;

import roomcast.protocol.wire.RoundTripCode;

/**
 * The greatest round trip of the group: every timer of repair is a multiple of it.
 *
 * <p>Grows at once, shrinks slowly: a timer that is too short makes needless traffic, one that is
 * too long only waits (RFC 5401, section 4.2). What others say that they have measured counts up to
 * four times our own measurement: the farthest member is to be reckoned with, but nobody can slow
 * everybody's repair by lying.
 */
public final class RoundTrip {
  private static final long START_NANOS = 10_000_000;
  private static final long LEAST_NANOS = 500_000;
  private static final long MOST_NANOS = 1_000_000_000;
  private static final long SHRINK_INTERVAL_NANOS = 100_000_000;
  private static final int OTHERS_FACTOR = 4;

  /** By how much an estimate shrinks toward a smaller measurement, at most every interval. */
  private static final double SHRINK = 0.8;

  private long own = START_NANOS;
  private long others;
  private long shrunkNanos;
  private long othersShrunkNanos;

  /** The estimate. */
  public long nanos() {
    return Math.min(Math.max(own, others), OTHERS_FACTOR * own);
  }

  /** What we have measured ourselves, in one byte. */
  public int code() {
    return RoundTripCode.of(own);
  }

  /** Somebody's repair has come back to us. */
  public void measured(long nowNanos, long sampleNanos) {
    // A measurement may be wrong, or a lie: it doubles the estimate at the most.
    long sample = Math.clamp(sampleNanos, LEAST_NANOS, Math.min(MOST_NANOS, 2 * own));
    if (sample >= own) {
      own = sample;
      shrunkNanos = nowNanos;
    } else if (nowNanos - shrunkNanos >= SHRINK_INTERVAL_NANOS) {
      own = Math.max(sample, (long) (own * SHRINK));
      shrunkNanos = nowNanos;
    }
  }

  /** Another member says what it has measured. */
  public void heard(long nowNanos, int code) {
    long said = Math.clamp(RoundTripCode.nanos(code), LEAST_NANOS, MOST_NANOS);
    if (said >= others) {
      others = said;
      othersShrunkNanos = nowNanos;
    } else if (nowNanos - othersShrunkNanos >= SHRINK_INTERVAL_NANOS) {
      others = Math.max(said, (long) (others * SHRINK));
      othersShrunkNanos = nowNanos;
    }
  }
}
