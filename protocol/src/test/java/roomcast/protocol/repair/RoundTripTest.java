package roomcast.protocol.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.RoundTripCode;

class RoundTripTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final RoundTrip roundTrip = new RoundTrip();
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
    roundTrip.heard(nowNanos, RoundTripCode.of(20 * MS));
    assertThat(roundTrip.nanos()).isBetween(20 * MS - 1, 21 * MS);
    for (int i = 0; i < 1_000; i++) {
      roundTrip.heard(nowNanos, 255);
    }
    assertThat(roundTrip.nanos()).isEqualTo(40 * MS);
    assertThat(RoundTripCode.nanos(roundTrip.code()))
        .as("what we say is what we have measured")
        .isLessThan(11 * MS);
  }

  @Test
  void aLiarIsForgotten() {
    roundTrip.heard(nowNanos, 255);
    for (int i = 0; i < 100; i++) {
      nowNanos += 100 * MS;
      roundTrip.heard(nowNanos, RoundTripCode.of(2 * MS));
    }
    assertThat(roundTrip.nanos()).isEqualTo(10 * MS);
  }
}
