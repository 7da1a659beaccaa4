package roomcast.protocol.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import roomcast.protocol.repair.RepairQueue.Outcome;
import roomcast.protocol.repair.RepairQueue.Wanted;
import roomcast.protocol.wire.LogId;

class RepairQueueTest {
  private static final LogId LOG = new LogId(1, 1);

  private final RepairQueue queue = new RepairQueue(8);

  private static Wanted block(int sequence) {
    return new Wanted(LOG, sequence);
  }

  @Test
  void aBlockIsRepairedOnceAfterItsWait() {
    assertThat(queue.deadline()).isEqualTo(RepairQueue.NO_DEADLINE);
    assertThat(queue.want(100, block(1), 50)).isEqualTo(Outcome.QUEUED);
    assertThat(queue.want(110, block(1), 90)).isEqualTo(Outcome.KNOWN);
    assertThat(queue.deadline()).isEqualTo(150);
    assertThat(queue.takeDue(149, 10)).isEmpty();
    assertThat(queue.takeDue(150, 10)).containsExactly(block(1));
    assertThat(queue.takeDue(150, 10)).isEmpty();
    assertThat(queue.deadline()).isEqualTo(RepairQueue.NO_DEADLINE);
  }

  @Test
  void whoIsNearerMakesItEarlier() {
    queue.want(100, block(1), 90);
    assertThat(queue.want(110, block(1), 10)).isEqualTo(Outcome.KNOWN);
    assertThat(queue.deadline()).isEqualTo(120);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void whatWasRepairedIsNotRepairedAgainWhileItMayBeOnItsWay() {
    queue.want(100, block(1), 50);
    queue.repaired(block(1), 300);
    assertThat(queue.isWaiting(block(1))).isFalse();
    assertThat(queue.deadline()).isEqualTo(RepairQueue.NO_DEADLINE);
    assertThat(queue.want(299, block(1), 0)).isEqualTo(Outcome.KNOWN);
    assertThat(queue.want(300, block(1), 0)).isEqualTo(Outcome.QUEUED);
  }

  @Test
  void theEarliestComeFirstAndNoMoreThanAreWanted() {
    queue.want(0, block(1), 30);
    queue.want(0, block(2), 10);
    queue.want(0, block(3), 20);
    queue.want(0, block(4), 40);
    assertThat(queue.takeDue(30, 2)).isEqualTo(List.of(block(2), block(3)));
    assertThat(queue.takeDue(30, 2)).isEqualTo(List.of(block(1)));
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void itHoldsSoManyAndIsNotFilledByRepeating() {
    for (int round = 0; round < 100; round++) {
      for (int sequence = 1; sequence <= 8; sequence++) {
        Outcome outcome = queue.want(1_000 - round, block(sequence), 100 - round);
        assertThat(outcome).isNotEqualTo(Outcome.REFUSED);
      }
    }
    assertThat(queue.want(0, block(9), 0)).isEqualTo(Outcome.REFUSED);
    assertThat(queue.size()).isEqualTo(8);
    assertThat(queue.takeDue(5_000, 100)).hasSize(8);
    assertThat(queue.want(0, block(9), 0)).isEqualTo(Outcome.QUEUED);
  }
}
