package roomcast.protocol.repair;

import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.RoundTripCode;

/**
 * The greatest round trip of the group: every timer of repair is a multiple of it.
 *
 * <p>Grows at once, shrinks slowly: a timer that is too short makes needless traffic, one that is
 * too long only waits (RFC 5401, section 4.2). What others say that they have measured counts up to
 * four times our own measurement: the farthest member is to be reckoned with, but nobody can slow
 * everybody's repair by lying. Who has measured nothing, as one who only speaks, goes by what
 * others say alone, and says nothing itself: a guess that is told would count as a measurement.
 */
public final class RoundTrip {
  private static final long START_NANOS = 10_000_000;
  private static final long LEAST_NANOS = 500_000;
  private static final long MOST_NANOS = 1_000_000_000;
  private static final long SHRINK_INTERVAL_NANOS = 100_000_000;
  private static final int OTHERS_FACTOR = 4;

  /** What is said by who has measured nothing. */
  private static final int NOTHING_MEASURED = 0;

  /** By how much an estimate shrinks toward a smaller measurement, at most every interval. */
  private static final double SHRINK = 0.8;

  /** A measurement that differs from what was said last by so many steps of 5 % is news. */
  private static final int NEWS_STEPS = 8;

  private static final long NEWS_INTERVAL_NANOS = 1_000_000_000;

  private long own = START_NANOS;
  private boolean measured;
  private long shrunkNanos;
  private long others;
  private @Nullable LogId othersBy;
  private long othersShrunkNanos;
  private boolean changed;
  private int saidCode = NOTHING_MEASURED;
  private long newsNanos = Long.MIN_VALUE;

  /** Nothing has been measured. */
  public RoundTrip() {}

  /** The estimate. */
  public long nanos() {
    long said = Math.min(others, OTHERS_FACTOR * own);
    if (!measured) {
      return others > 0 ? said : START_NANOS;
    }
    return Math.max(own, said);
  }

  /** What we have measured ourselves, in one byte; 0 for nothing. */
  public int code() {
    return measured ? RoundTripCode.of(own) : NOTHING_MEASURED;
  }

  /** The same, to be told to the others. */
  public int say() {
    saidCode = code();
    changed = false;
    return saidCode;
  }

  /** Whether the others should hear of it soon: it is another than we have said; once a second. */
  public boolean pollNews(long nowNanos) {
    boolean due = newsNanos == Long.MIN_VALUE || nowNanos - newsNanos >= 0;
    boolean news = changed && due && Math.abs(code() - saidCode) >= NEWS_STEPS;
    if (news) {
      newsNanos = nowNanos + NEWS_INTERVAL_NANOS;
    }
    return news;
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
    measured = true;
    changed = true;
  }

  /**
   * Another member says what it has measured. The greatest shrinks at once if its author says so.
   */
  public void heard(long nowNanos, LogId by, int code) {
    if (code == NOTHING_MEASURED) {
      return;
    }
    long said = Math.clamp(RoundTripCode.nanos(code), LEAST_NANOS, MOST_NANOS);
    if (said >= others || by.equals(othersBy)) {
      others = said;
      othersBy = by;
      othersShrunkNanos = nowNanos;
    } else if (nowNanos - othersShrunkNanos >= SHRINK_INTERVAL_NANOS) {
      others = Math.max(said, (long) (others * SHRINK));
      othersShrunkNanos = nowNanos;
    }
  }
}
