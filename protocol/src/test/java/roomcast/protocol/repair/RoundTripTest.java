package roomcast.protocol.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.RoundTripCode;

class RoundTripTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final RoundTrip roundTrip = new RoundTrip();
  private static final LogId NEAR = new LogId(1, 1);
  private static final LogId FAR = new LogId(2, 1);

  private long nowNanos;

  private void measured(long nanos) {
    nowNanos += 100 * MS;
    roundTrip.measured(nowNanos, nanos);
  }

  @Test
  void itGrowsAtOnceAndShrinksSlowly() {
    assertThat(roundTrip.nanos()).isEqualTo(10 * MS);
    measured(15 * MS);
    assertThat(roundTrip.nanos()).isEqualTo(15 * MS);
    measured(MS);
    assertThat(roundTrip.nanos()).isEqualTo(12 * MS);
    roundTrip.measured(nowNanos + MS, MS);
    assertThat(roundTrip.nanos()).as("once in 100 ms").isEqualTo(12 * MS);
    for (int i = 0; i < 100; i++) {
      measured(MS);
    }
    assertThat(roundTrip.nanos()).isEqualTo(MS);
  }

  @Test
  void itStaysWithinItsBounds() {
    measured(Long.MAX_VALUE);
    assertThat(roundTrip.nanos()).as("one lie doubles it").isEqualTo(20 * MS);
    for (int i = 0; i < 20; i++) {
      measured(Long.MAX_VALUE);
    }
    assertThat(roundTrip.nanos()).isEqualTo(1_000 * MS);
    for (int i = 0; i < 200; i++) {
      measured(-5);
    }
    assertThat(roundTrip.nanos()).isEqualTo(MS / 2);
    assertThat(RoundTripCode.nanos(roundTrip.code())).isBetween(MS / 2 - 1, MS / 2 * 106 / 100);
  }

  @Test
  void whatOthersSayCountsUpToFourTimesOurOwn() {
    measured(10 * MS);
    roundTrip.heard(nowNanos, NEAR, RoundTripCode.of(20 * MS));
    assertThat(roundTrip.nanos()).isBetween(20 * MS - 1, 21 * MS);
    for (int i = 0; i < 1_000; i++) {
      roundTrip.heard(nowNanos, FAR, 255);
    }
    assertThat(roundTrip.nanos()).isEqualTo(40 * MS);
    assertThat(RoundTripCode.nanos(roundTrip.code()))
        .as("what we say is what we have measured")
        .isLessThan(11 * MS);
  }

  @Test
  void aLiarIsForgotten() {
    measured(10 * MS);
    roundTrip.heard(nowNanos, FAR, 255);
    for (int i = 0; i < 100; i++) {
      nowNanos += 100 * MS;
      roundTrip.heard(nowNanos, NEAR, RoundTripCode.of(2 * MS));
    }
    assertThat(roundTrip.nanos()).isEqualTo(10 * MS);
  }

  @Test
  void whoHasMeasuredNothingGoesByWhatOthersSayAndTellsNothing() {
    roundTrip.heard(nowNanos, NEAR, 0);
    assertThat(roundTrip.nanos()).as("they have measured nothing either").isEqualTo(10 * MS);
    roundTrip.heard(nowNanos, NEAR, RoundTripCode.of(2 * MS));
    assertThat(roundTrip.nanos()).isBetween(2 * MS - 1, 2 * MS * 106 / 100);
    assertThat(roundTrip.code()).isZero();
    roundTrip.heard(nowNanos, FAR, 255);
    assertThat(roundTrip.nanos()).as("a lie").isEqualTo(40 * MS);
  }

  @Test
  void whoSaidTheGreatestMayTakeItBackAtOnce() {
    for (int i = 0; i < 20; i++) {
      measured(MS);
    }
    roundTrip.heard(nowNanos, FAR, RoundTripCode.of(3 * MS));
    roundTrip.heard(nowNanos, NEAR, RoundTripCode.of(2 * MS));
    assertThat(roundTrip.nanos()).isGreaterThan(3 * MS - 1);
    roundTrip.heard(nowNanos, FAR, RoundTripCode.of(2 * MS));
    assertThat(roundTrip.nanos()).isBetween(2 * MS - 1, 2 * MS * 106 / 100);
  }

  @Test
  void aChangeIsNewsOnceASecondUntilItIsSaid() {
    assertThat(roundTrip.pollNews(nowNanos)).isFalse();
    measured(5 * MS);
    assertThat(roundTrip.pollNews(nowNanos)).isTrue();
    assertThat(roundTrip.pollNews(nowNanos)).as("a second has not passed").isFalse();
    assertThat(roundTrip.pollNews(nowNanos + 1_000 * MS)).isTrue();
    roundTrip.say();
    assertThat(roundTrip.pollNews(nowNanos + 2_000 * MS)).isFalse();
    measured(5 * MS);
    assertThat(roundTrip.pollNews(nowNanos + 2_000 * MS)).as("nearly the same").isFalse();
  }
}
