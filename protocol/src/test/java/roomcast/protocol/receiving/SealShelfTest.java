package roomcast.protocol.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.Seal;

class SealShelfTest {
  private final SealShelf shelf = new SealShelf(8);
  private final Chained log = new Chained(3, 1, 64);

  @Test
  void sealsAreFoundByTheirFirstBlock() {
    log.seals.forEach(seal -> assertThat(shelf.add(seal)).isTrue());
    assertThat(shelf.from(1)).containsExactly(log.seal(0));
    assertThat(shelf.from(4)).containsExactly(log.seal(1));
    assertThat(shelf.from(2)).isEmpty();
    assertThat(shelf.add(log.seal(0))).as("known").isFalse();
  }

  @Test
  void blocksAreCoveredByTheSealOfTheirRun() {
    log.seals.forEach(shelf::add);
    for (int sequence = 1; sequence <= 68; sequence++) {
      assertThat(shelf.covers(sequence)).isTrue();
    }
    for (int outside : new int[] {0, 69, 70, 1_000}) {
      assertThat(shelf.covers(outside)).isFalse();
    }
    shelf.remove(log.seal(1));
    assertThat(shelf.covers(4)).isFalse();
  }

  @Test
  void oneForgedSealDoesNotKeepTheTrueOneOut() {
    Seal forged = Chained.forged(1, 3);
    assertThat(shelf.add(forged)).isTrue();
    assertThat(shelf.add(log.seal(0))).isTrue();
    assertThat(shelf.add(Chained.forged(1, 2))).as("two are enough").isFalse();
    assertThat(shelf.from(1)).containsExactly(forged, log.seal(0));
    assertThat(shelf.other(1, null)).isSameAs(forged);
    assertThat(shelf.other(1, forged)).isSameAs(log.seal(0));
    shelf.remove(forged);
    assertThat(shelf.from(1)).containsExactly(log.seal(0));
    assertThat(shelf.other(1, log.seal(0))).isNull();
  }

  @Test
  void whatWasProvedStandsAlone() {
    shelf.add(Chained.forged(1, 3));
    shelf.add(log.seal(0));
    shelf.keepOnly(log.seal(0));
    assertThat(shelf.from(1)).containsExactly(log.seal(0));
  }

  @Test
  void whatIsBehindIsThrownAway() {
    log.seals.forEach(shelf::add);
    shelf.removeBelow(4);
    assertThat(shelf.from(1)).isEmpty();
    assertThat(shelf.from(4)).isNotEmpty();
    assertThat(shelf.covers(3)).isFalse();
  }

  @Test
  void itHasSpaceForSoManyRuns() {
    for (int i = 0; i < 8; i++) {
      assertThat(shelf.add(Chained.forged(1 + i, 1 + i))).isTrue();
    }
    assertThat(shelf.add(Chained.forged(9, 9))).isFalse();
    assertThat(shelf.add(Chained.forged(8, 9))).as("another of a known place").isTrue();
    shelf.removeBelow(2);
    assertThat(shelf.add(Chained.forged(9, 9))).isTrue();
  }

  @Test
  void aSealFollowsTheOneThatItNames() {
    assertThat(SealShelf.follows(log.seal(1), log.seal(0).hash())).isTrue();
    assertThat(SealShelf.follows(log.seal(1), log.seal(1).hash())).isFalse();
    assertThat(SealShelf.follows(log.seal(0), Hash.none())).isTrue();
    assertThat(SealShelf.follows(log.seal(1), null)).as("nothing is known before").isTrue();
  }
}
