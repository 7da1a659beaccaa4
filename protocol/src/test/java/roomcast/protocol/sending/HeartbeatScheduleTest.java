package roomcast.protocol.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class HeartbeatScheduleTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final RandomGenerator RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom").create(1);

  private final HeartbeatSchedule schedule = new HeartbeatSchedule(RANDOM);

  @Test
  void afterSomethingWasSaidBeatsComeSoonAndThenEverMoreRarely() {
    assertThat(schedule.said(MS)).isEqualTo(50 * MS);
    assertThat(schedule.isFirst(MS)).isTrue();
    assertThat(schedule.isPresence()).isFalse();
    for (long expected = 100; expected < 10_000; expected *= 2) {
      assertThat(schedule.beaten(2)).isEqualTo(expected * MS);
      assertThat(schedule.isFirst(MS)).isFalse();
    }
    assertThat(schedule.beaten(2)).isBetween(5_000 * MS, 15_000 * MS);
    assertThat(schedule.isPresence()).isTrue();
  }

  @Test
  void theFirstBeatWaitsForWhatIsOnItsWay() {
    assertThat(schedule.said(100 * MS)).isEqualTo(400 * MS);
    assertThat(schedule.isFirst(100 * MS)).isTrue();
    assertThat(schedule.beaten(2)).isEqualTo(800 * MS);
  }

  @Test
  void whoSaysSomethingAgainBeginsAgain() {
    schedule.said(MS);
    schedule.beaten(2);
    schedule.beaten(2);
    assertThat(schedule.said(MS)).isEqualTo(50 * MS);
    assertThat(schedule.isFirst(MS)).isTrue();
  }

  @Test
  void whoSaysNothingShowsOnlyThatItIsHere() {
    assertThat(schedule.isFirst(MS)).isFalse();
    assertThat(schedule.isPresence()).isTrue();
    long sum = 0;
    for (int i = 0; i < 1_000; i++) {
      long wait = schedule.beaten(3);
      assertThat(wait).isBetween(5_000 * MS, 15_000 * MS);
      sum += wait;
    }
    assertThat(sum / 1_000).isBetween(9_500 * MS, 10_500 * MS);
  }

  @Test
  void aBigRoomBeatsFourTimesASecondInAll() {
    assertThat(HeartbeatSchedule.presenceNanos(0)).isEqualTo(10_000 * MS);
    assertThat(HeartbeatSchedule.presenceNanos(40)).isEqualTo(10_000 * MS);
    assertThat(HeartbeatSchedule.presenceNanos(4_000)).isEqualTo(1_000_000 * MS);
    assertThat(HeartbeatSchedule.presenceNanos(Integer.MAX_VALUE)).isPositive();
  }
}
