package roomcast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DatagramLoopTest {
  private static final int TIMERS = 200;
  private static final long APART_NANOS = 2_300_000;

  @Test
  void timersAreExactToAFractionOfAMillisecond() throws Exception {
    long start = System.nanoTime() + 50_000_000;
    List<Long> deadlines =
        LongStream.range(0, TIMERS).map(one -> start + one * APART_NANOS).boxed().toList();
    LateTimers timers = new LateTimers(deadlines);
    try (DatagramLoop loop = new DatagramLoop(System::nanoTime, timers)) {
      Thread thread = LateTimers.runInBackground(loop);
      await().atMost(Duration.ofSeconds(10)).until(() -> timers.lateNanos.size() == TIMERS);
      loop.stop();
      thread.join(Duration.ofSeconds(5));
    }
    List<Long> sorted = timers.lateNanos.stream().sorted().toList();
    assertThat(sorted.getFirst()).isNotNegative();
    // The median, because on a busy machine single ones are late whatever we do.
    assertThat(sorted.get(TIMERS / 2)).isLessThan(600_000);
  }

  @Test
  void aTaskIsNotKeptWaitingByADistantTimer() throws Exception {
    LateTimers timers = new LateTimers(List.of(System.nanoTime() + Duration.ofHours(1).toNanos()));
    try (DatagramLoop loop = new DatagramLoop(System::nanoTime, timers)) {
      Thread thread = LateTimers.runInBackground(loop);
      loop.execute(loop::stop);
      assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
    }
  }
}
