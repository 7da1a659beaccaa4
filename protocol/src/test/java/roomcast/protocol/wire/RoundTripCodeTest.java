package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundTripCodeTest {
  @Test
  void codesStandForEverLongerTimes() {
    assertThat(RoundTripCode.nanos(0)).isEqualTo(50_000);
    for (int code = 1; code < 256; code++) {
      double step = (double) RoundTripCode.nanos(code) / RoundTripCode.nanos(code - 1);
      assertThat(step).isBetween(1.049, 1.051);
    }
    assertThat(RoundTripCode.nanos(255)).isBetween(12_000_000_000L, 13_000_000_000L);
  }

  @Test
  void aTimeIsNeverToldShorterThanItIs() {
    int before = 0;
    for (double nanos = 1; nanos < 12e9; nanos *= 1.003) {
      int code = RoundTripCode.of((long) nanos);
      assertThat(code).isBetween(before, 255);
      // To a nanosecond: what a code stands for is cut off to whole ones.
      assertThat(RoundTripCode.nanos(code) + 1).isGreaterThanOrEqualTo((long) nanos);
      before = code;
    }
    assertThat(RoundTripCode.of(0)).isZero();
    assertThat(RoundTripCode.of(-5)).isZero();
    assertThat(RoundTripCode.of(Long.MAX_VALUE)).isEqualTo(255);
  }

  @Test
  void whatACodeStandsForHasThatCode() {
    for (int code = 0; code < 256; code++) {
      assertThat(RoundTripCode.of(RoundTripCode.nanos(code))).isEqualTo(code);
    }
  }
}
