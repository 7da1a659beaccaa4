package roomcast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final long MICROSECOND = 1_000;

  private static Arrivals.Report of(List<Long> serials) {
    Arrivals arrivals = new Arrivals(2);
    for (long serial : serials) {
      arrivals.heard((serial + 10) * MICROSECOND, new StampedText(serial, serial * MICROSECOND));
    }
    return arrivals.report();
  }

  @Test
  void whatComesOnceAndInOrderIsNotMisplacedAndMeasuredAfterTheWarmUp() {
    Arrivals.Report report = of(List.of(0L, 1L, 2L, 3L));
    assertThat(report.heard()).isEqualTo(4);
    assertThat(report.misplaced()).isZero();
    assertThat(report.latencies().getTotalCount()).isEqualTo(2);
    assertThat(report.latencies().getMaxValue()).isBetween(9_900L, 10_100L);
  }

  @Test
  void whatIsLostDoubledOrOutOfOrderIsMisplaced() {
    assertThat(of(List.of(0L, 2L, 3L)).misplaced()).isEqualTo(1);
    assertThat(of(List.of(0L, 1L, 1L, 2L)).misplaced()).isEqualTo(1);
    assertThat(of(List.of(0L, 2L, 1L, 3L)).misplaced()).isEqualTo(3);
  }

  @Test
  void aReportSurvivesItsLine() {
    Arrivals.Report report = of(List.of(0L, 1L, 2L, 4L));
    Arrivals.Report read = Arrivals.Report.parse(report.line());
    assertThat(read.misplaced()).isEqualTo(1);
    assertThat(read.lastNanos()).isEqualTo(report.lastNanos());
    assertThat(read.latencies()).isEqualTo(report.latencies());
  }

  @Test
  void aMessageSurvivesItsText() {
    StampedText message = new StampedText(123_456_789, Long.MAX_VALUE);
    assertThat(message.text()).hasSize(StampedText.BYTES);
    assertThat(StampedText.of(message.text())).isEqualTo(message);
  }
}
