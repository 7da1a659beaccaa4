package roomcast.protocol.receiving;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Block;

/**
 * The places of the blocks of one log from the first that has not been proved to the highest that
 * is known to exist: what has come for each, and when to ask for it.
 *
 * <p>Circular arrays that grow by doubling, and none at all for a log of which nothing has come: a
 * room has many members who listen. Numbers side by side, because all places are looked through
 * whenever something is to be asked for.
 */
final class Window {
  private static final int CAPACITY_MIN = 8;
  private static final @Nullable Block[] NO_BLOCKS = {};
  private static final long[] NO_TIMES = {};
  private static final int[] NO_COUNTS = {};
  private static final byte[] NO_BYTES = {};
  private static final boolean[] NO_FLAGS = {};

  private final int capacityMax;
  private int next;
  private int highest;
  private long bytes;

  /** Of several that say to be a block a forger may have sent all but one: two are kept. */
  private @Nullable Block[] firsts = NO_BLOCKS;

  private @Nullable Block[] seconds = NO_BLOCKS;
  private long[] sinces = NO_TIMES;
  private long[] dues = NO_TIMES;
  private int[] attempts = NO_COUNTS;
  private byte[] silences = NO_BYTES;
  private boolean[] told = NO_FLAGS;
  private boolean[] hurried = NO_FLAGS;

  /**
   * Empty.
   *
   * @param next the first place
   * @param capacityMax how many places there can be; a power of two
   */
  Window(int next, int capacityMax) {
    if (Integer.bitCount(capacityMax) != 1 || capacityMax < CAPACITY_MIN) {
      throw new IllegalArgumentException("not a power of two from 8: " + capacityMax);
    }
    this.capacityMax = capacityMax;
    this.next = next;
    this.highest = next - 1;
  }

  int next() {
    return next;
  }

  int highest() {
    return highest;
  }

  int capacity() {
    return capacityMax;
  }

  /** How many bytes the blocks have that are here. */
  long bytes() {
    return bytes;
  }

  /** Whether there could be a place with this number. */
  boolean reaches(int sequence) {
    return sequence >= next && sequence - next < capacityMax;
  }

  /** Whether there is one. */
  boolean has(int sequence) {
    return sequence >= next && sequence <= highest;
  }

  /** Whether there is one, and nothing has come for it. */
  boolean lacks(int sequence) {
    return has(sequence) && firsts[at(sequence)] == null;
  }

  /** Whether something has come for it. */
  boolean isHere(int sequence) {
    return has(sequence) && firsts[at(sequence)] != null;
  }

  /** What has come for a place. */
  List<Block> candidates(int sequence) {
    Block first = has(sequence) ? firsts[at(sequence)] : null;
    if (first == null) {
      return List.of();
    }
    Block second = seconds.length == 0 ? null : seconds[at(sequence)];
    return second == null ? List.of(first) : List.of(first, second);
  }

  private int at(int sequence) {
    return sequence & (firsts.length - 1);
  }

  /**
   * Has places up to this one, or as far as it reaches.
   *
   * @param sinceNanos when they were found to be missing
   * @param dueNanos when to ask for them
   * @return whether there are more than before
   */
  boolean extend(int last, long sinceNanos, long dueNanos) {
    int end = reaches(last) ? last : next + capacityMax - 1;
    if (end <= highest) {
      return false;
    }
    while (end - next >= firsts.length) {
      grow();
    }
    for (int sequence = highest + 1; sequence <= end; sequence++) {
      open(sequence, sinceNanos, dueNanos);
    }
    highest = end;
    return true;
  }

  private void open(int sequence, long sinceNanos, long dueNanos) {
    int at = at(sequence);
    sinces[at] = sinceNanos;
    dues[at] = dueNanos;
    attempts[at] = 0;
    silences[at] = 0;
    told[at] = false;
    hurried[at] = false;
  }

  private void grow() {
    int length = Math.max(CAPACITY_MIN, 2 * firsts.length);
    Window wider = new Window(next, capacityMax);
    wider.firsts = new @Nullable Block[length];
    wider.seconds = seconds.length == 0 ? NO_BLOCKS : new @Nullable Block[length];
    wider.sinces = new long[length];
    wider.dues = new long[length];
    wider.attempts = new int[length];
    wider.silences = new byte[length];
    wider.told = new boolean[length];
    wider.hurried = new boolean[length];
    for (int sequence = next; sequence <= highest; sequence++) {
      wider.copy(this, sequence);
    }
    take(wider);
  }

  private void copy(Window from, int sequence) {
    int to = at(sequence);
    int at = from.at(sequence);
    firsts[to] = from.firsts[at];
    if (seconds.length > 0) {
      seconds[to] = from.seconds[at];
    }
    sinces[to] = from.sinces[at];
    dues[to] = from.dues[at];
    attempts[to] = from.attempts[at];
    silences[to] = from.silences[at];
    told[to] = from.told[at];
    hurried[to] = from.hurried[at];
  }

  private void take(Window other) {
    firsts = other.firsts;
    seconds = other.seconds;
    sinces = other.sinces;
    dues = other.dues;
    attempts = other.attempts;
    silences = other.silences;
    told = other.told;
    hurried = other.hurried;
  }

  /**
   * Has a block in its place; false if it is there already, or too many say to be it.
   *
   * @throws IllegalStateException if there is no such place
   */
  boolean add(Block block) {
    int sequence = block.sequence();
    if (!has(sequence)) {
      throw new IllegalStateException("no place for block " + sequence);
    }
    int at = at(sequence);
    Block first = firsts[at];
    if (first == null) {
      firsts[at] = block;
      bytes += block.size();
      return true;
    }
    if (first.isSame(block) || (seconds.length > 0 && seconds[at] != null)) {
      return false;
    }
    if (seconds.length == 0) {
      seconds = new @Nullable Block[firsts.length];
    }
    seconds[at] = block;
    bytes += block.size();
    return true;
  }

  /** Throws away what has come for a place. */
  void clear(int sequence) {
    if (has(sequence)) {
      for (Block block : candidates(sequence)) {
        bytes -= block.size();
      }
      firsts[at(sequence)] = null;
      if (seconds.length > 0) {
        seconds[at(sequence)] = null;
      }
    }
  }

  /** Has no places below this one any more. */
  void advance(int newNext) {
    int end = Math.min(highest, newNext - 1);
    for (int sequence = next; sequence <= end; sequence++) {
      clear(sequence);
    }
    next = newNext;
    highest = Math.max(highest, next - 1);
  }

  /** Has no places above this one any more. */
  void cut(int last) {
    for (int sequence = last + 1; sequence <= highest; sequence++) {
      clear(sequence);
    }
    highest = last;
  }

  /**
   * Has places from further below.
   *
   * @throws IllegalStateException if it does not reach so far
   */
  void lower(int newNext, long sinceNanos, long dueNanos) {
    if (highest - newNext >= capacityMax) {
      throw new IllegalStateException(highest + " is out of reach from " + newNext);
    }
    while (highest - newNext >= firsts.length) {
      grow();
    }
    int before = next;
    next = newNext;
    for (int sequence = newNext; sequence < before; sequence++) {
      open(sequence, sinceNanos, dueNanos);
    }
  }

  /** Is empty, and begins here. */
  void restart(int newNext) {
    next = newNext;
    highest = newNext - 1;
    bytes = 0;
    Arrays.fill(firsts, null);
    Arrays.fill(seconds, null);
  }

  /** Since when the block is known to exist. */
  long sinceNanos(int sequence) {
    return sinces[at(sequence)];
  }

  /** When to ask for it, if it is missing. */
  long dueNanos(int sequence) {
    return dues[at(sequence)];
  }

  void setDue(int sequence, long dueNanos) {
    dues[at(sequence)] = dueNanos;
  }

  /** How often it was asked for. */
  int attempts(int sequence) {
    return has(sequence) ? attempts[at(sequence)] : 0;
  }

  void addAttempt(int sequence) {
    attempts[at(sequence)]++;
  }

  void forgetAttempts(int sequence) {
    attempts[at(sequence)] = 0;
    silences[at(sequence)] = 0;
  }

  /** How often others asked first, and we kept silent. */
  int silences(int sequence) {
    return silences[at(sequence)];
  }

  void addSilence(int sequence) {
    silences[at(sequence)]++;
  }

  /** Whether two later blocks have come. */
  boolean isHurried(int sequence) {
    return hurried[at(sequence)];
  }

  void setHurried(int sequence) {
    hurried[at(sequence)] = true;
  }

  /** Whether people were told that it is missing. */
  boolean isTold(int sequence) {
    return told[at(sequence)];
  }

  void setTold(int sequence) {
    told[at(sequence)] = true;
  }
}
