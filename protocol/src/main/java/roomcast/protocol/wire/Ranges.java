package roomcast.protocol.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of one log, as ranges.
 *
 * @param log the log
 * @param ranges in ascending order, without overlap
 */
public record Ranges(LogId log, List<Range> ranges) {
  /** The most ranges of one log in one part. */
  public static final int RANGES_MAX = 64;

  /** The most blocks that one range names. */
  public static final int LENGTH_MAX = 0xffff;

  /**
   * Neighbouring blocks.
   *
   * @param from the first; 0 stands for the {@link Introduction} of the log
   * @param to the last
   */
  public record Range(int from, int to) {
    /** Whether the block is among them. */
    public boolean contains(int sequence) {
      return sequence >= from && sequence <= to;
    }
  }

  /** Immutable. */
  public Ranges {
    ranges = List.copyOf(ranges);
  }

  /** Whether the block is among them. */
  public boolean contains(int sequence) {
    for (Range range : ranges) {
      if (range.contains(sequence)) {
        return true;
      }
    }
    return false;
  }

  /** How many blocks they name. */
  public int count() {
    int count = 0;
    for (Range range : ranges) {
      count += range.to - range.from + 1;
    }
    return count;
  }

  /** The ranges of sequence numbers that come in ascending order; what is too many is left out. */
  public static List<Range> of(List<Integer> ascending) {
    List<Range> ranges = new ArrayList<>();
    int index = 0;
    while (index < ascending.size() && ranges.size() < RANGES_MAX) {
      int from = ascending.get(index);
      int to = from;
      while (index + 1 < ascending.size()
          && ascending.get(index + 1) == to + 1
          && to - from < LENGTH_MAX - 1) {
        to++;
        index++;
      }
      ranges.add(new Range(from, to));
      index++;
    }
    return ranges;
  }
}
