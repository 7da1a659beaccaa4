package roomcast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roomcast.benchmarks.peer.Contender;
import roomcast.benchmarks.peer.MessageReceiver;
import roomcast.benchmarks.peer.MessageSender;

/** Each contender, for a moment and in one process: everything comes, once and in order. */
class SmokeIT {
  private static final Load LOAD = new Load(500, 50, 100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static MessageReceiver.Listener listener(Arrivals arrivals) {
    return text -> arrivals.heard(System.nanoTime(), StampedText.of(text));
  }

  @ParameterizedTest
  @EnumSource(Contender.class)
  void everythingComesOnceAndInOrder(Contender contender) throws Exception {
    int port = 2 * ThreadLocalRandom.current().nextInt(5_000, 16_000);
    Arrivals one = new Arrivals(LOAD.warmUp());
    Arrivals other = new Arrivals(LOAD.warmUp());
    try (MessageReceiver first = contender.receiver(port, listener(one));
        MessageReceiver second = contender.receiver(port, listener(other));
        MessageSender sender = contender.sender(port)) {
      await()
          .atMost(PATIENCE)
          .until(() -> sender.isConnected() && first.isConnected() && second.isConnected());
      new Sending(sender, LOAD).run();
      await()
          .atMost(PATIENCE)
          .until(() -> one.count() >= LOAD.total() && other.count() >= LOAD.total());
      assertThat(one.report().heard()).isEqualTo(LOAD.total());
      assertThat(other.report().heard()).isEqualTo(LOAD.total());
      assertThat(one.report().misplaced() + other.report().misplaced()).isZero();
      assertThat(one.report().latencies().getTotalCount()).isEqualTo(LOAD.measured());
    }
  }
}
