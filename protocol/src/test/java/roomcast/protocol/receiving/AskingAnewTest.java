package roomcast.protocol.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.LogId;

/** What is known of requests that nobody has answered. */
class AskingAnewTest {
  private final IncomingLog log = new IncomingLog(new LogId(1, 1), 1, 64);

  @Test
  void whatWasAskedForInVainIsDueAgainAsIfItNeverWas() {
    log.missing().exists(3, 0, 10);
    for (int attempt = 0; attempt < 9; attempt++) {
      log.missing().asked(2, 1_000_000);
    }
    assertThat(log.missing().wanted(20, 10)).containsExactly(1, 3);
    log.missing().askAnew(15);
    assertThat(log.missing().wanted(20, 10)).containsExactly(1, 2, 3);
    assertThat(log.missing().attempts(2)).isZero();
    assertThat(log.missing().deadline()).isEqualTo(10);
  }

  @Test
  void whatIsDueSoonerStaysSo() {
    log.missing().exists(1, 0, 10);
    log.missing().asked(1, 30);
    log.missing().askAnew(40);
    assertThat(log.missing().wanted(30, 10)).containsExactly(1);
  }

  @Test
  void theFirstThatWasAskedForLessIsKnown() {
    log.missing().exists(3, 0, 10);
    log.missing().asked(1, 20);
    log.missing().asked(1, 30);
    log.missing().asked(2, 20);
    assertThat(log.missing().firstAskedLess(1, 0, 3)).isEqualTo(3);
    assertThat(log.missing().firstAskedLess(2, 0, 3)).isEqualTo(2);
    assertThat(log.missing().firstAskedLess(2, 0, 1)).isEqualTo(Integer.MAX_VALUE);
    log.missing().asked(3, 20);
    assertThat(log.missing().firstAskedLess(1, 0, 3)).isEqualTo(Integer.MAX_VALUE);
    assertThat(log.missing().firstAskedLess(1, -1, 3)).isEqualTo(1);
  }
}
