package roomcast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.protocol.session.Verification;
import roomcast.protocol.wire.Verifier;

class VerificationWorkersTest {
  private final List<String> answers = new CopyOnWriteArrayList<>();

  private void answer(Verification verification, boolean right) {
    answers.add(verification.id() + " " + right);
  }

  /** The signature says itself whether it is right. */
  private static Verification verification(long id, boolean right) {
    return new Verification(id, new byte[0], new byte[0], new byte[] {(byte) (right ? 1 : 0)});
  }

  @Test
  void everySignatureGetsItsAnswer() {
    try (VerificationWorkers workers =
        new VerificationWorkers((key, message, signature) -> signature[0] == 1, 2)) {
      for (long id = 0; id < 50; id++) {
        assertThat(workers.submit(verification(id, id % 2 == 0), this::answer)).isTrue();
      }
      await().until(() -> answers.size() == 50);
    }
    assertThat(answers).doesNotHaveDuplicates().contains("0 true", "1 false", "48 true");
  }

  @Test
  void whatIsTooMuchIsRefusedAtOnce() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Verifier slow =
        (key, message, signature) -> {
          begun.countDown();
          return isOver(goOn);
        };
    try (VerificationWorkers workers = new VerificationWorkers(slow, 1)) {
      assertThat(workers.submit(verification(0, true), this::answer)).isTrue();
      assertThat(isOver(begun)).isTrue();
      int taken = 1;
      while (workers.submit(verification(taken, true), this::answer)) {
        taken++;
      }
      int expected = taken;
      assertThat(answers).isEmpty();
      goOn.countDown();
      await().until(() -> answers.size() == expected);
      assertThat(answers).startsWith("0 true", "1 true", "2 true");
    }
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
