package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SequenceBufferTest {
  @Test
  void thingsAreFoundByTheirNumbers() {
    SequenceBuffer<String> buffer = new SequenceBuffer<>(100, 64);
    buffer.put(100, "a");
    buffer.put(163, "b");
    assertThat(buffer.get(100)).isEqualTo("a");
    assertThat(buffer.get(163)).isEqualTo("b");
    assertThat(buffer.get(101)).isNull();
    assertThat(buffer.get(99)).isNull();
    assertThat(buffer.get(164)).isNull();
    assertThat(buffer.get(Integer.MIN_VALUE)).isNull();
    assertThat(buffer.get(Integer.MAX_VALUE)).isNull();
    buffer.put(100, "c");
    assertThat(buffer.get(100)).isEqualTo("c");
    buffer.remove(100);
    buffer.remove(99);
    buffer.remove(164);
    assertThat(buffer.get(100)).isNull();
    assertThat(buffer.get(163)).isEqualTo("b");
  }

  @Test
  void itReachesAsFarAsItWasTold() {
    SequenceBuffer<String> buffer = new SequenceBuffer<>(100, 64);
    assertThat(buffer.base()).isEqualTo(100);
    assertThat(buffer.capacity()).isEqualTo(64);
    assertThat(buffer.reaches(99)).isFalse();
    assertThat(buffer.reaches(100)).isTrue();
    assertThat(buffer.reaches(163)).isTrue();
    assertThat(buffer.reaches(164)).isFalse();
    assertThat(buffer.reaches(Integer.MAX_VALUE)).isFalse();
    assertThatThrownBy(() -> buffer.put(164, "a")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> buffer.put(99, "a")).isInstanceOf(IllegalStateException.class);
    for (int wrong : new int[] {0, 4, 7, 100, -8}) {
      assertThatThrownBy(() -> new SequenceBuffer<String>(1, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void itReachesTheLastNumberOfAll() {
    SequenceBuffer<String> buffer = new SequenceBuffer<>(Integer.MAX_VALUE - 3, 8);
    buffer.put(Integer.MAX_VALUE, "end");
    assertThat(buffer.get(Integer.MAX_VALUE)).isEqualTo("end");
    buffer.advance(Integer.MAX_VALUE);
    assertThat(buffer.get(Integer.MAX_VALUE)).isEqualTo("end");
    assertThat(buffer.reaches(Integer.MIN_VALUE)).isFalse();
  }

  @Test
  void whatIsKeptWhenItStartsFurtherBelowIsWhatItStillReaches() {
    SequenceBuffer<String> buffer = new SequenceBuffer<>(100, 64);
    buffer.put(100, "a");
    buffer.put(163, "b");
    buffer.lower(90, 163);
    assertThat(buffer.base()).isEqualTo(90);
    assertThat(buffer.get(100)).isEqualTo("a");
    assertThat(buffer.get(163)).as("out of reach now").isNull();
    assertThat(buffer.reaches(153)).isTrue();
    assertThat(buffer.reaches(154)).isFalse();
  }

  @Test
  void itDoesAsATreeDoes() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    for (int run = 0; run < 200; run++) {
      int base = random.nextInt(1, 1_000);
      SequenceBuffer<Integer> buffer = new SequenceBuffer<>(base, 256);
      TreeMap<Integer, Integer> tree = new TreeMap<>();
      for (int step = 0; step < 300; step++) {
        int sequence = base + random.nextInt(-20, 300);
        switch (random.nextInt(8)) {
          case 0 -> {
            int newBase = base + random.nextInt(random.nextInt(10) == 0 ? 600 : 20);
            buffer.advance(newBase);
            tree.headMap(newBase).clear();
            base = newBase;
          }
          case 1 -> {
            buffer.remove(sequence);
            tree.remove(sequence);
          }
          case 2 -> {
            buffer.advance(base - 5);
            assertThat(buffer.base()).as("never goes back").isEqualTo(base);
          }
          default -> {
            if (sequence >= base && sequence < base + 256) {
              buffer.put(sequence, step);
              tree.put(sequence, step);
            }
          }
        }
        for (int probe = base - 3; probe < base + 300; probe += 7) {
          assertThat(buffer.get(probe)).isEqualTo(tree.get(probe));
        }
      }
    }
  }
}
