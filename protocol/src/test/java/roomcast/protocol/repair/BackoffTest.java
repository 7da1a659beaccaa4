package roomcast.protocol.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final long ROUND_TRIP = 1_000_000;
  private static final int DRAWS = 100_000;

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(42);
  }

  @Test
  void theGroupIsRoundedUpToAPowerOfTen() {
    int[][] pairs = {{0, 10}, {1, 10}, {10, 10}, {11, 100}, {100, 100}, {101, 1_000}};
    for (int[] pair : pairs) {
      assertThat(Backoff.roundedGroup(pair[0])).isEqualTo(pair[1]);
    }
    assertThat(Backoff.roundedGroup(65_535)).isEqualTo(100_000);
  }

  @Test
  void theWaitIsWithinItsBounds() {
    Backoff backoff = new Backoff(random());
    for (int members : new int[] {1, 10, 1_000, 65_535}) {
      for (int i = 0; i < DRAWS; i++) {
        assertThat(backoff.draw(ROUND_TRIP, members)).isBetween(0L, 4 * ROUND_TRIP);
      }
    }
    assertThat(backoff.draw(0, 10)).isZero();
  }

  @Test
  void fewWaitForOneRoundTripAtMost() {
    Backoff backoff = new Backoff(random());
    long longest = 0;
    for (int i = 0; i < DRAWS; i++) {
      longest = Math.max(longest, backoff.draw(ROUND_TRIP, 9));
    }
    assertThat(longest).isBetween(ROUND_TRIP * 9 / 10, ROUND_TRIP);
  }

  @Test
  void theMeanIsThatOfTheLaw() {
    Backoff backoff = new Backoff(random());
    for (int members : new int[] {10, 100, 1_000, 10_000}) {
      double sum = 0;
      for (int i = 0; i < DRAWS; i++) {
        sum += backoff.draw(ROUND_TRIP, members);
      }
      double lambda = Math.log(members) + 1;
      double exp = Math.exp(lambda);
      double expected = 4.0 * ROUND_TRIP / lambda * (lambda * exp / (exp - 1) - 1);
      assertThat(sum / DRAWS).isBetween(expected * 0.99, expected * 1.01);
    }
  }

  @Test
  void theSharesBelowEachTimeAreThoseOfTheLaw() {
    // P(t <= T) = (e^(lambda T / 4) - 1) / (e^lambda - 1), T in round trips.
    Backoff backoff = new Backoff(random());
    double lambda = Math.log(1_000) + 1;
    int[] below = new int[5];
    for (int i = 0; i < DRAWS; i++) {
      long wait = backoff.draw(ROUND_TRIP, 1_000);
      for (int trips = 1; trips <= 4; trips++) {
        below[trips] += wait <= trips * ROUND_TRIP ? 1 : 0;
      }
    }
    for (int trips = 1; trips <= 4; trips++) {
      double expected = (Math.exp(lambda * trips / 4) - 1) / (Math.exp(lambda) - 1);
      assertThat((double) below[trips] / DRAWS).isBetween(expected - 0.005, expected + 0.005);
    }
  }

  @Test
  void fewSpeakBeforeTheFirstWasHeard() {
    Backoff backoff = new Backoff(random());
    for (int members : new int[] {10, 100, 1_000}) {
      int spoke = 0;
      for (int round = 0; round < 200; round++) {
        long[] waits = new long[members];
        long first = Long.MAX_VALUE;
        for (int i = 0; i < members; i++) {
          waits[i] = backoff.draw(ROUND_TRIP, members);
          first = Math.min(first, waits[i]);
        }
        for (long wait : waits) {
          spoke += wait <= first + ROUND_TRIP / 2 ? 1 : 0;
        }
      }
      assertThat(spoke / 200.0).as("of " + members).isLessThan(4);
    }
  }
}
