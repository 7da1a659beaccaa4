package roomcast.protocol.repair;

import java.util.random.RandomGenerator;

/**
 * When to speak if many could and one is enough: the truncated exponential law of RFC 5401, section
 * 3.2.2.2. Few draw early, so that the first is heard before the others speak.
 */
public final class Backoff {
  /** The longest wait, in round trips. */
  public static final int ROUND_TRIPS = 4;

  private static final int GROUP_MIN = 10;

  private final RandomGenerator random;

  /** Draws from {@code random}. */
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The group size to reckon with: rounded up to a power of ten, at least 10. */
  public static int roundedGroup(int members) {
    long rounded = GROUP_MIN;
    while (rounded < members) {
      rounded *= 10;
    }
    return (int) Math.min(rounded, Integer.MAX_VALUE);
  }

  /**
   * A time to wait, in nanoseconds, from 0 to {@link #ROUND_TRIPS} round trips.
   *
   * @param members how many could speak
   */
  public long draw(long roundTripNanos, int members) {
    double longest = (double) ROUND_TRIPS * roundTripNanos;
    double lambda = Math.log(roundedGroup(members)) + 1;
    double scale = longest / lambda;
    double x = random.nextDouble() * (Math.exp(lambda) - 1) + 1;
    return (long) (scale * Math.log(x));
  }
}
