package roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.protocol.Limits;
import roomcast.protocol.pacing.TokenBucket;

class PaceTest {

  @Test
  void nothingThatItLetsThroughIsDroppedByADirectory() {
    Limits limits = Limits.standard();
    Pace pace = new Pace(0);
    TokenBucket directory =
        new TokenBucket(0, limits.datagramsPerSecond(), limits.datagramsBurst());
    int sent = 0;
    for (long now = 0;
        now < TimeUnit.SECONDS.toNanos(30);
        now += TimeUnit.MILLISECONDS.toNanos(1)) {
      if (pace.tryTake(now)) {
        sent++;
        assertThat(directory.tryTake(now)).isTrue();
      }
    }
    assertThat(sent).isBetween(180 + 45 * 29, 180 + 45 * 30 + 1);
  }
}
