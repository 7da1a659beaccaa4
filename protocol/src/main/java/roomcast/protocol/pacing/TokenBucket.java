package roomcast.protocol.pacing;

/**
 * Lets through so many a second, and a burst at once; the generic cell rate algorithm of ITU-T
 * I.371 in one number: the time at which the bucket will be full again.
 */
public final class TokenBucket {
  private final long intervalNanos;
  private final long toleranceNanos;
  private long fullAtNanos;

  /**
   * A full bucket.
   *
   * @param perSecond how many a second, from 1
   * @param burst how many at once, from 1
   */
  public TokenBucket(long nowNanos, int perSecond, int burst) {
    intervalNanos = 1_000_000_000L / perSecond;
    toleranceNanos = intervalNanos * (burst - 1);
    fullAtNanos = nowNanos;
  }

  /** Takes one, unless the bucket is empty. */
  public boolean tryTake(long nowNanos) {
    if (fullAtNanos - nowNanos < 0) {
      fullAtNanos = nowNanos;
    }
    if (fullAtNanos - nowNanos > toleranceNanos) {
      return false;
    }
    fullAtNanos += intervalNanos;
    return true;
  }

  /** When one can be taken again; now or earlier if one can be taken now. */
  public long nextNanos() {
    return fullAtNanos - toleranceNanos;
  }
}
