package roomcast.simulation;

import java.util.random.RandomGenerator;

/**
 * The monotonic clock of a member: begins anywhere, also below zero as {@code System.nanoTime} may,
 * and runs a little too fast or too slow.
 */
final class LocalClock {
  private static final long WALL_MILLIS = 1_790_000_000_000L;
  private static final long YEAR_MILLIS = 31_557_600_000L;
  private static final int PPM_MAX = 200;
  private static final long MILLION = 1_000_000;
  private static final long ORIGIN_SECONDS_MAX = 1_000_000;
  private static final long FAR_NANOS = 10_000_000_000_000L;

  private final long originNanos;
  private final int ppm;
  private final long wallErrorMillis;

  /**
   * One that begins at a time that chance chooses.
   *
   * @param rateIsWrong whether it runs too fast or too slow
   * @param wallIsWrong whether the machine's date is wrong
   */
  LocalClock(boolean rateIsWrong, boolean wallIsWrong, RandomGenerator random) {
    long seconds = random.nextLong(-20, ORIGIN_SECONDS_MAX);
    boolean soonZero = random.nextInt(4) == 0;
    this.originNanos = soonZero ? -5_000_000_000L : seconds * 1_000_000_000L;
    int skew = random.nextInt(-PPM_MAX, PPM_MAX + 1);
    this.ppm = rateIsWrong ? skew : 0;
    long[] errors = {-YEAR_MILLIS, -7_000, 0, 3_000, 60_000, YEAR_MILLIS};
    long error = errors[random.nextInt(errors.length)];
    this.wallErrorMillis = wallIsWrong ? error : 0;
  }

  /** Shows this at a time of the run. */
  long at(long nanos) {
    // Rounded down each time anew: in steps, a slow clock would go back at each of them.
    return originNanos + nanos + Math.floorDiv(nanos * ppm, MILLION);
  }

  /** The first time of the run at which it shows at least so much. */
  long when(long local) {
    long since = Math.min(local - originNanos, FAR_NANOS);
    long guess = (long) (since / (1 + ppm / 1e6));
    while (at(guess) - local < 0 && guess < FAR_NANOS) {
      guess++;
    }
    return guess;
  }

  /** Milliseconds since 1970 when it shows zero. */
  long wallOffsetMillis() {
    return WALL_MILLIS + wallErrorMillis - Math.floorDiv(originNanos, MILLION);
  }
}
