package roomcast.protocol.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Seal;

class RepairRingTest {
  private static final LogId ADAS = new LogId(1, 1);
  private static final LogId BOBS = new LogId(2, 1);
  private static final long AGE_MAX = 1_000;

  /** A held block of these tests takes 28 + 72 + 116 bytes. */
  private static final int HELD_BYTES = 216;

  private final RepairRing ring = new RepairRing(20 * HELD_BYTES, AGE_MAX);

  private void add(long nowNanos, LogId log, int from, int to) {
    List<Block> blocks = new ArrayList<>();
    for (int sequence = from; sequence <= to; sequence++) {
      blocks.add(Block.of(log, sequence, 0, 0, new byte[72]));
    }
    byte[] hash = new byte[16];
    ring.add(nowNanos, blocks, new Seal(log, from, to, hash, hash, new byte[64]));
  }

  @Test
  void whatIsHeldIsFoundWithItsSeal() {
    add(0, ADAS, 1, 3);
    add(0, ADAS, 4, 4);
    Block block = ring.block(ADAS, 2);
    Seal seal = ring.seal(ADAS, 2);
    assertThat(block).isNotNull();
    assertThat(seal).isNotNull();
    assertThat(ring.first(ADAS)).isEqualTo(1);
    assertThat(ring.block(ADAS, 5)).isNull();
    assertThat(ring.block(ADAS, 0)).isNull();
    assertThat(ring.block(BOBS, 2)).isNull();
    assertThat(ring.first(BOBS)).isZero();
    assertThat(ring.bytes()).isEqualTo(4L * HELD_BYTES);
  }

  @Test
  void theOldestGiveWay() {
    add(0, ADAS, 1, 10);
    add(500, ADAS, 11, 15);
    assertThat(ring.expire(999)).isTrue();
    assertThat(ring.first(ADAS)).isEqualTo(1);
    assertThat(ring.expire(1_000)).isTrue();
    assertThat(ring.first(ADAS)).isEqualTo(11);
    assertThat(ring.expire(1_500)).isFalse();
    assertThat(ring.holds(ADAS)).isFalse();
    assertThat(ring.bytes()).isZero();
  }

  @Test
  void itHoldsSoManyBytes() {
    for (int run = 0; run < 50; run++) {
      add(run, ADAS, 1 + 5 * run, 5 + 5 * run);
      assertThat(ring.bytes()).isLessThanOrEqualTo(20L * HELD_BYTES);
    }
    assertThat(ring.block(ADAS, 250)).isNotNull();
    assertThat(ring.first(ADAS)).isEqualTo(231);
  }

  @Test
  void fromARunThatIsHeldWholeOnAllCanBeProved() {
    assertThat(ring.firstProvable(ADAS)).isZero();
    add(0, ADAS, 1, 10);
    assertThat(ring.firstProvable(ADAS)).isEqualTo(1);
    add(1, ADAS, 11, 22);
    assertThat(ring.first(ADAS)).isEqualTo(3);
    assertThat(ring.firstProvable(ADAS)).isEqualTo(11);
  }

  @Test
  void afterAGapOnlyWhatComesNowIsHeld() {
    add(0, ADAS, 1, 3);
    add(1, ADAS, 10, 12);
    assertThat(ring.first(ADAS)).isEqualTo(10);
    assertThat(ring.block(ADAS, 2)).isNull();
    assertThat(ring.block(ADAS, 11)).isNotNull();
    ring.expire(1_000);
    assertThat(ring.block(ADAS, 10)).as("younger than what was before the gap").isNotNull();
    ring.expire(1_001);
    assertThat(ring.holds(ADAS)).isFalse();
    assertThat(ring.bytes()).isZero();
  }
}
