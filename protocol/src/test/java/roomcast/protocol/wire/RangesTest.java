package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangesTest {
  private static final LogId LOG = new LogId(1, 1);

  private static Ranges.Range range(int from, int to) {
    return new Ranges.Range(from, to);
  }

  @Test
  void neighboursAreOneRange() {
    assertThat(Ranges.of(List.of())).isEmpty();
    assertThat(Ranges.of(List.of(0))).containsExactly(range(0, 0));
    assertThat(Ranges.of(List.of(1, 2, 3, 5, 7, 8)))
        .containsExactly(range(1, 3), range(5, 5), range(7, 8));
  }

  @Test
  void noRangeIsLongerThanTheWireSays() {
    List<Integer> many = IntStream.rangeClosed(1, 65_536).boxed().toList();
    assertThat(Ranges.of(many)).containsExactly(range(1, 65_535), range(65_536, 65_536));
    assertThat(new Ranges(LOG, Ranges.of(many)).count()).isEqualTo(65_536);
  }

  @Test
  void whatIsTooMuchIsLeftOut() {
    List<Integer> odd = IntStream.range(0, 200).map(i -> 2 * i + 1).boxed().toList();
    List<Ranges.Range> ranges = Ranges.of(odd);
    assertThat(ranges).hasSize(Ranges.RANGES_MAX);
    assertThat(ranges.getLast()).isEqualTo(range(127, 127));
  }

  @Test
  void theyContainWhatTheyWereMadeOf() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    for (int run = 0; run < 200; run++) {
      TreeSet<Integer> numbers = new TreeSet<>();
      for (int i = 0; i < 60; i++) {
        numbers.add(random.nextInt(150));
      }
      Ranges ranges = new Ranges(LOG, Ranges.of(new ArrayList<>(numbers)));
      assertThat(ranges.count()).isEqualTo(numbers.size());
      for (int probe = -1; probe <= 151; probe++) {
        assertThat(ranges.contains(probe)).isEqualTo(numbers.contains(probe));
      }
    }
  }
}
