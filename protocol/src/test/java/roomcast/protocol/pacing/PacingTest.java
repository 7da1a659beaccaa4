package roomcast.protocol.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.protocol.Limits;

class PacingTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void aBucketGivesItsBurstAndThenItsRate() {
    TokenBucket bucket = new TokenBucket(0, 50, 200);
    assertThat(taken(bucket, 0, 1_000)).isEqualTo(200);
    assertThat(taken(bucket, SECOND / 50 - 1, 10)).isZero();
    assertThat(taken(bucket, SECOND / 50, 10)).isEqualTo(1);
    assertThat(taken(bucket, 11 * SECOND / 10, 1_000)).isEqualTo(54);
    assertThat(taken(bucket, 100 * SECOND, 1_000)).isEqualTo(200);
  }

  @Test
  void aBucketWorksWhereTheClockWrapsAround() {
    long start = Long.MAX_VALUE - SECOND / 2;
    TokenBucket bucket = new TokenBucket(start, 10, 10);
    assertThat(taken(bucket, start, 100)).isEqualTo(10);
    assertThat(taken(bucket, start + SECOND, 100)).isEqualTo(10);
  }

  @Test
  void aBucketTellsWhenTheNextIsToBeHad() {
    TokenBucket bucket = new TokenBucket(0, 10, 2);
    assertThat(taken(bucket, 0, 5)).isEqualTo(2);
    assertThat(bucket.nextNanos()).isEqualTo(SECOND / 10);
    assertThat(bucket.tryTake(bucket.nextNanos() - 1)).isFalse();
    assertThat(bucket.tryTake(bucket.nextNanos())).isTrue();
  }

  private static int taken(TokenBucket bucket, long nowNanos, int attempts) {
    int taken = 0;
    for (int attempt = 0; attempt < attempts; attempt++) {
      taken += bucket.tryTake(nowNanos) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void manyForgedPortsCostTheirAddressOnly() {
    EndpointLimiter limiter = new EndpointLimiter(Limits.standard());
    int taken = 0;
    for (int port = 1; port <= 60_000; port++) {
      taken += limiter.tryTake(0, new InetSocketAddress("10.0.0.1", port)) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(Limits.standard().addressDatagramsPerSecond());
    assertThat(limiter.tryTake(0, new InetSocketAddress("10.0.0.2", 1))).isTrue();
  }
}
