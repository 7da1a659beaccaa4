package roomcast.protocol.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.Seal;

/** The newest seal proves all before it, and nothing forged stands in the way. */
class ChainCheckTest {
  private static final byte[] NONE = Hash.none();

  private final Window window = new Window(1, 1_024);
  private final SealShelf shelf = new SealShelf(1_024);
  private final ChainCheck check = new ChainCheck(window, shelf);
  private final Chained log = new Chained(2, 1, 3);

  private void add(Block block) {
    window.extend(block.sequence(), 0, 0);
    window.add(block);
  }

  private void addAll(Chained all) {
    all.blocks.forEach(this::add);
    all.seals.forEach(shelf::add);
  }

  private ChainCheck.Chain upTo(Seal seal) {
    return Objects.requireNonNull(check.upTo(seal, 1, NONE));
  }

  @Test
  void theNewestSealProvesTheWholeChain() {
    addAll(log);
    Seal newest = check.newest(1, NONE, false);
    assertThat(newest).isSameAs(log.seal(2));
    assertThat(upTo(log.seal(2)).blocks()).isEqualTo(log.blocks);
    assertThat(upTo(log.seal(2)).seals()).isEqualTo(log.seals);
  }

  @Test
  void whereNothingIsKnownBeforeAnyBeginningFits() {
    addAll(log);
    assertThat(check.newest(3, null, false)).isSameAs(log.seal(2));
    assertThat(check.newest(3, log.seal(0).hash(), false)).isSameAs(log.seal(2));
    assertThat(Objects.requireNonNull(check.upTo(log.seal(2), 3, null)).blocks())
        .isEqualTo(log.blocks.subList(2, 6));
  }

  @Test
  void itEndsWhereABlockIsMissing() {
    log.seals.forEach(shelf::add);
    log.blocks.stream().filter(block -> block.sequence() != 5).forEach(this::add);
    assertThat(check.newest(1, NONE, false)).isSameAs(log.seal(1));
    assertThat(check.upTo(log.seal(2), 1, NONE)).isNull();
  }

  @Test
  void itEndsWhereASealIsMissing() {
    log.blocks.forEach(this::add);
    shelf.add(log.seal(0));
    shelf.add(log.seal(2));
    assertThat(check.newest(1, NONE, false)).isSameAs(log.seal(0));
    assertThat(check.upTo(log.seal(2), 1, NONE)).isNull();
  }

  @Test
  void nothingIsProvedWithoutTheFirstBlock() {
    log.seals.forEach(shelf::add);
    log.blocks.stream().filter(block -> block.sequence() != 1).forEach(this::add);
    assertThat(check.newest(1, NONE, false)).isNull();
  }

  @Test
  void oneStepAtATimeIsTheFirstSeal() {
    addAll(log);
    assertThat(check.newest(1, NONE, true)).isSameAs(log.seal(0));
  }

  @Test
  void forgedBlocksBesideTrueOnesAreLeftAside() {
    for (int sequence : new int[] {2, 3, 5}) {
      add(Chained.block(sequence, "forged"));
    }
    addAll(log);
    add(Chained.block(1, "forged"));
    assertThat(check.newest(1, NONE, false)).isSameAs(log.seal(2));
    assertThat(upTo(log.seal(2)).blocks()).isEqualTo(log.blocks);
  }

  @Test
  void fourForgedBlocksOfOneRunAreFoundOut() {
    Chained longer = new Chained(20);
    for (int sequence : new int[] {3, 7, 8, 20}) {
      add(Chained.block(sequence, "forged"));
    }
    addAll(longer);
    assertThat(check.newest(1, NONE, false)).isSameAs(longer.seal(0));
    assertThat(upTo(longer.seal(0)).blocks()).isEqualTo(longer.blocks);
  }

  @Test
  void aForgerWhoIsFirstOrLastWithAllOfARunIsFoundOut() {
    Chained longer = new Chained(30, 30);
    for (int sequence = 1; sequence <= 30; sequence++) {
      add(Chained.block(sequence, "forged"));
    }
    addAll(longer);
    for (int sequence = 31; sequence <= 60; sequence++) {
      add(Chained.block(sequence, "forged"));
    }
    assertThat(check.newest(1, NONE, false)).isSameAs(longer.seal(1));
    assertThat(upTo(longer.seal(1)).blocks()).isEqualTo(longer.blocks);
  }

  @Test
  void blocksThatDoNotFitGiveTheirSealToFindOutWhichIsWrong() {
    log.seals.forEach(shelf::add);
    add(Chained.block(1, "forged"));
    add(log.block(2));
    assertThat(check.newest(1, NONE, false)).isSameAs(log.seal(0));
    assertThat(check.upTo(log.seal(0), 1, NONE)).as("it is right, they are not").isNull();
  }

  @Test
  void aForgedSealInFrontOfTheTrueOneIsPassed() {
    shelf.add(Chained.forged(1, 2));
    shelf.add(Chained.forged(3, 10));
    addAll(log);
    assertThat(check.newest(1, NONE, false)).isSameAs(log.seal(2));
    assertThat(upTo(log.seal(2)).seals()).isEqualTo(log.seals);
  }

  @Test
  void aForgedSealAtTheEndIsFoundOutAndTheRestGoesStepByStep() {
    addAll(log);
    Block next = Chained.block(7, "forged");
    Seal forged = Chained.seal(Chained.FORGER, List.of(next), log.seal(2).hash());
    add(next);
    shelf.add(forged);
    assertThat(check.newest(1, NONE, false)).isSameAs(forged);
    assertThat(Chained.isRight(forged)).isFalse();
    shelf.remove(forged);
    assertThat(check.newest(1, NONE, true)).isSameAs(log.seal(0));
    assertThat(check.newest(1, NONE, false)).isSameAs(log.seal(2));
  }

  @Test
  void aCopyUnderAnotherSignatureIsFoundOut() {
    Seal copy = Chained.resigned(log.seal(0));
    shelf.add(copy);
    addAll(log);
    // The second seal names the first by a hash that covers its signature.
    Seal first = Objects.requireNonNull(check.newest(1, NONE, false));
    assertThat(first).isSameAs(copy);
    assertThat(Chained.isRight(first)).isFalse();
    shelf.remove(copy);
    assertThat(check.newest(1, NONE, false)).isSameAs(log.seal(2));
  }

  @Test
  void aChainThatStandsOnAnotherSealDoesNotFit() {
    Chained other = new Chained(1, 1, 1);
    assertThat(other.seal(0).hash()).isNotEqualTo(log.seal(0).hash());
    addAll(log);
    assertThat(check.newest(3, other.seal(0).hash(), false)).as("to find out why").isNotNull();
    assertThat(check.upTo(log.seal(2), 3, other.seal(0).hash())).isNull();
  }

  @Test
  void aLongWayBehindOneSignatureIsEnough() {
    int[] runs = new int[100];
    Arrays.fill(runs, 5);
    Chained longer = new Chained(runs);
    addAll(longer);
    assertThat(check.newest(1, NONE, false)).isSameAs(longer.seals.getLast());
    assertThat(upTo(longer.seals.getLast()).blocks()).hasSize(500).isEqualTo(longer.blocks);
  }
}
