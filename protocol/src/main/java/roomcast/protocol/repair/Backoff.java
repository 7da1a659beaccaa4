package roomcast.protocol.repair;

import java.util.random.RandomGenerator;

/**
 * When to speak if many could and one is enough: the truncated exponential law of RFC 5401, section
 * 3.2.2.2. Few draw early, so that the first is heard before the others speak.
 */
public final class Backoff {
  /** The longest wait, in round trips. */
  private static final int ROUND_TRIPS = 4;

  /**
   * The same where so few could speak that it does no harm if all do: waiting costs more there than
   * a datagram too many.
   */
  private static final int ROUND_TRIPS_OF_FEW = 1;

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
   * A time to wait, in nanoseconds, from 0 to 4 round trips; to 1 if fewer than 10 could speak.
   *
   * @param members how many could speak
   */
  public long draw(long roundTripNanos, int members) {
    int roundTrips = members < GROUP_MIN ? ROUND_TRIPS_OF_FEW : ROUND_TRIPS;
    double longest = (double) roundTrips * roundTripNanos;
    double lambda = Math.log(roundedGroup(members)) + 1;
    double scale = longest / lambda;
    double x = random.nextDouble() * (Math.exp(lambda) - 1) + 1;
    return (long) (scale * Math.log(x));
  }
}
