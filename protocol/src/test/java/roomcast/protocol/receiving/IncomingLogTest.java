package roomcast.protocol.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.Seal;

class IncomingLogTest {
  private static final int WINDOW = 64;

  private final IncomingLog incoming = new IncomingLog(Chained.LOG, 1, WINDOW);

  private List<Block> prove(IncomingLog log) {
    List<Block> proved = new ArrayList<>();
    Seal seal = log.toVerify();
    while (seal != null) {
      if (Chained.isRight(seal)) {
        proved.addAll(log.proved(seal, 0, Long.MIN_VALUE).blocks());
      } else {
        log.forged(seal);
      }
      seal = log.toVerify();
    }
    return proved;
  }

  @Test
  void inWhateverOrderTheyComeBlocksAreProvedInTheirs() {
    for (int seed = 0; seed < 100; seed++) {
      IncomingLog log = new IncomingLog(Chained.LOG, 1, WINDOW);
      Chained said = new Chained(3, 1, 5, 2, 1);
      List<Object> mixed = new ArrayList<>(said.blocks);
      mixed.addAll(said.seals);
      Collections.shuffle(mixed, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
      List<Block> proved = new ArrayList<>();
      for (Object one : mixed) {
        switch (one) {
          case Block block -> log.add(block, 0, 0);
          case Seal seal -> log.add(seal, 0, 0);
          default -> throw new IllegalStateException("neither: " + one);
        }
        proved.addAll(prove(log));
      }
      assertThat(proved).isEqualTo(said.blocks);
      assertThat(log.next()).isEqualTo(13);
      assertThat(log.isWaiting()).isFalse();
      assertThat(log.stagedBytes()).isZero();
    }
  }

  @Test
  void whatIsMissingIsAskedForAndNothingElse() {
    Chained said = new Chained(4, 4);
    for (int sequence : new int[] {1, 2, 4, 7}) {
      incoming.add(said.block(sequence), 0, 10);
    }
    incoming.add(said.seal(0), 0, 10);
    incoming.missing().exists(8, 0, 20);
    assertThat(incoming.missing().deadline()).isEqualTo(10);
    assertThat(incoming.missing().wanted(10, 100)).containsExactly(3, 5, 6, 7);
    assertThat(incoming.missing().wanted(20, 100)).containsExactly(3, 5, 6, 7, 8);
    assertThat(incoming.missing().wanted(20, 2)).containsExactly(3, 5);
    incoming.missing().asked(3, 50);
    assertThat(incoming.missing().wanted(20, 100)).doesNotContain(3);
    assertThat(incoming.missing().attempts(3)).isEqualTo(1);
  }

  @Test
  void aLogThatIsSaidToGoFartherThanItCanIsHeardAllTheSame() {
    incoming.missing().exists(Integer.MAX_VALUE, 0, 0);
    incoming.missing().exists(Block.SEQUENCE_MAX, 0, 0);
    incoming.missing().exists(-5, 0, 0);
    assertThat(incoming.highest()).isLessThanOrEqualTo(WINDOW);
    Chained said = new Chained(2);
    said.blocks.forEach(block -> incoming.add(block, 0, 0));
    incoming.add(said.seal(0), 0, 0);
    assertThat(prove(incoming)).isEqualTo(said.blocks);
  }

  @Test
  void theEndOfAllLogsIsReached() {
    IncomingLog last = new IncomingLog(Chained.LOG, Block.SEQUENCE_MAX, WINDOW);
    last.missing().exists(Integer.MAX_VALUE, 0, 0);
    last.missing().exists(Block.SEQUENCE_MAX, 0, 0);
    assertThat(last.missing().wanted(0, 10)).containsExactly(Block.SEQUENCE_MAX);
    assertThat(last.lost(Block.SEQUENCE_MAX, Block.SEQUENCE_MAX, true)).isEqualTo(1);
    assertThat(last.missing().wanted(0, 10)).isEmpty();
  }

  @Test
  void forgedBlocksAndSealsCostTimeButNothingIsBelieved() {
    Chained said = new Chained(3, 3);
    incoming.add(Chained.block(1, "forged"), 0, 0);
    incoming.add(Chained.block(5, "forged"), 0, 0);
    incoming.add(Chained.forged(1, 2), 0, 0);
    incoming.add(Chained.forged(4, 9), 0, 0);
    said.blocks.forEach(block -> incoming.add(block, 0, 0));
    said.seals.forEach(seal -> incoming.add(seal, 0, 0));
    assertThat(prove(incoming)).isEqualTo(said.blocks);
  }

  @Test
  void aLongForgedSealDoesNotStandInTheWay() {
    Chained said = new Chained(1);
    incoming.add(Chained.forged(1, 40), 0, 0);
    incoming.add(Chained.forged(1, 41), 0, 0);
    incoming.add(said.block(1), 0, 0);
    assertThat(incoming.add(said.seal(0), 0, 0)).as("no space yet").isFalse();
    assertThat(prove(incoming)).isEmpty();
    assertThat(incoming.add(said.seal(0), 0, 0)).isTrue();
    assertThat(prove(incoming)).isEqualTo(said.blocks);
  }

  @Test
  void aRunThatBeganBeforeTheJoiningPointIsWantedWhole() {
    IncomingLog late = new IncomingLog(Chained.LOG, 3, WINDOW);
    Chained said = new Chained(4);
    late.add(said.block(3), 0, 0);
    late.add(said.block(4), 0, 0);
    late.add(said.seal(0), 0, 0);
    assertThat(late.next()).isEqualTo(1);
    assertThat(late.missing().wanted(0, 10)).containsExactly(1, 2);
    late.add(said.block(1), 0, 0);
    late.add(said.block(2), 0, 0);
    assertThat(prove(late)).isEqualTo(said.blocks);
  }

  @Test
  void lostBlocksArePassedOnce() {
    Chained said = new Chained(2, 2);
    incoming.missing().exists(4, 0, 0);
    assertThat(incoming.lost(2, 9, true)).as("the first is missing, too").isZero();
    assertThat(incoming.lost(1, 2, true)).isEqualTo(2);
    assertThat(incoming.lost(1, 2, true)).isZero();
    said.blocks.forEach(block -> incoming.add(block, 0, 0));
    incoming.add(said.seal(1), 0, 0);
    assertThat(prove(incoming)).isEqualTo(said.blocks.subList(2, 4));
    assertThat(incoming.lost(1, Block.SEQUENCE_MAX, true)).as("of what there is").isZero();
  }

  @Test
  void theRestOfARunWhoseBeginningIsLostIsGivenUp() {
    Chained said = new Chained(1, 5, 2);
    incoming.add(said.block(1), 0, 0);
    incoming.add(said.seal(0), 0, 0);
    prove(incoming);
    for (int sequence = 5; sequence <= 8; sequence++) {
      incoming.add(said.block(sequence), 0, 0);
    }
    assertThat(incoming.add(said.seal(1), 0, 0)).isTrue();
    incoming.add(said.seal(2), 0, 0);
    assertThat(incoming.lost(2, 4, false)).isEqualTo(3);
    assertThat(incoming.toVerify()).as("its seal was thrown away with its beginning").isNull();
    incoming.add(Chained.forged(2, 8), 0, 0);
    incoming.add(Chained.forged(3, 9), 0, 0);
    assertThat(prove(incoming)).isEmpty();
    assertThat(incoming.add(said.seal(1), 0, 0)).isTrue();
    Seal rest = incoming.toVerify();
    assertThat(rest).isEqualTo(said.seal(1));
    IncomingLog.Proved proved = incoming.proved(said.seal(1), 0, Long.MIN_VALUE);
    assertThat(proved.given()).isEqualTo(new Missing.Gap(5, 6));
    assertThat(prove(incoming)).isEqualTo(said.blocks.subList(6, 8));
    assertThat(incoming.add(said.seal(1), 0, 0)).as("nothing is lost any more").isFalse();
  }

  @Test
  void whatHasLostItsSealIsAskedForAgain() {
    Chained said = new Chained(1);
    incoming.add(said.block(1), 0, 10);
    incoming.add(Chained.resigned(said.seal(0)), 0, 10);
    incoming.missing().refreshDeadline();
    assertThat(incoming.missing().deadline()).isEqualTo(IncomingLog.NO_DEADLINE);
    assertThat(prove(incoming)).isEmpty();
    assertThat(incoming.missing().deadline()).isEqualTo(10);
    assertThat(incoming.missing().wanted(10, 9)).containsExactly(1);
  }

  @Test
  void aRecordingIsOneAlsoAfterItsLoss() {
    Chained said = new Chained(1, 2);
    incoming.missing().exists(3, 0, 0);
    assertThat(incoming.lost(1, 1, true)).isEqualTo(1);
    said.blocks.forEach(block -> incoming.add(block, 0, 0));
    incoming.add(said.seal(1), 0, 0);
    assertThat(incoming.toVerify()).isEqualTo(said.seal(1));
    assertThat(incoming.proved(said.seal(1), 0, Long.MAX_VALUE).isOld()).isTrue();
  }

  @Test
  void onlyTheFirstOfTwoLaterBlocksHurries() {
    incoming.missing().exists(1, 0, 100);
    incoming.missing().hurry(1, 50);
    incoming.missing().hurry(1, 20);
    assertThat(incoming.missing().deadline()).isEqualTo(50);
  }
}
