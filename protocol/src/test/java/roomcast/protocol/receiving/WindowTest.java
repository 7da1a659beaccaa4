package roomcast.protocol.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.Block;

class WindowTest {
  private static final int CAPACITY = 64;
  private static final int STEPS = 20_000;

  private final Window window = new Window(10, CAPACITY);
  private final Chained said = new Chained(400);

  @Test
  void nothingIsThereBeforeItIsSaidToExist() {
    assertThat(window.has(10)).isFalse();
    assertThat(window.lacks(10)).isFalse();
    assertThat(window.candidates(10)).isEmpty();
    assertThat(window.attempts(10)).isZero();
    assertThatThrownBy(() -> window.add(said.block(10))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itReachesAsFarAsItsCapacity() {
    assertThat(window.extend(Integer.MAX_VALUE, 0, 0)).isTrue();
    assertThat(window.highest()).isEqualTo(10 + CAPACITY - 1);
    assertThat(window.extend(Integer.MAX_VALUE, 0, 0)).isFalse();
    assertThat(window.reaches(10 + CAPACITY)).isFalse();
    assertThatThrownBy(() -> window.lower(9, 0, 0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPlaceThatWasGivenUpIsNewWhenItComesBack() {
    window.extend(12, 1, 2);
    window.add(said.block(12));
    window.addAttempt(12);
    window.addSilence(12);
    window.setTold(12);
    window.cut(11);
    window.extend(12, 3, 4);
    assertThat(window.lacks(12)).isTrue();
    assertThat(window.attempts(12)).isZero();
    assertThat(window.silences(12)).isZero();
    assertThat(window.isTold(12)).isFalse();
    assertThat(window.sinceNanos(12)).isEqualTo(3);
    assertThat(window.dueNanos(12)).isEqualTo(4);
    assertThat(window.bytes()).isZero();
  }

  /** Beside a map that does the same. */
  @Test
  void whateverIsDoneItHoldsWhatAMapWould() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    TreeMap<Integer, Block> held = new TreeMap<>();
    for (int step = 0; step < STEPS; step++) {
      int near = window.next() + random.nextInt(-3, CAPACITY + 3);
      switch (random.nextInt(8)) {
        case 0, 1 -> window.extend(near, step, step);
        case 2, 3 -> {
          if (window.has(near) && near <= 400 && window.add(said.block(near))) {
            held.put(near, said.block(near));
          }
        }
        case 4 -> {
          window.clear(near);
          held.remove(near);
        }
        case 5 -> {
          int last = Math.clamp(near, window.next() - 1, window.highest());
          window.cut(last);
          held.tailMap(last, false).clear();
        }
        case 6 -> {
          int next = window.next() + random.nextInt(3);
          window.advance(next);
          held.headMap(next).clear();
        }
        default -> {
          int lower = Math.max(1, window.next() - random.nextInt(4));
          if (window.highest() - lower < CAPACITY) {
            window.lower(lower, step, step);
          }
        }
      }
      if (window.next() > 300) {
        window.restart(10);
        held.clear();
      }
      compare(held);
    }
  }

  private void compare(SortedMap<Integer, Block> held) {
    long bytes = 0;
    for (Block block : held.values()) {
      bytes += block.size();
      assertThat(window.candidates(block.sequence())).containsExactly(block);
    }
    assertThat(window.bytes()).isEqualTo(bytes);
    int here = 0;
    for (int sequence = window.next(); sequence <= window.highest(); sequence++) {
      here += window.isHere(sequence) ? 1 : 0;
    }
    assertThat(here).isEqualTo(held.size());
  }
}
