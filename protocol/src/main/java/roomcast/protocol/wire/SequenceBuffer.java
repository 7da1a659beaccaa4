package roomcast.protocol.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Things by sequence number, near each other: a circular array that grows by doubling.
 *
 * @param <T> the things
 */
public final class SequenceBuffer<T> {
  private static final int CAPACITY_MIN = 8;

  private final int capacityMax;
  private @Nullable Object[] slots = new Object[CAPACITY_MIN];
  private int base;

  /**
   * Empty.
   *
   * @param base the lowest number that can be put in
   * @param capacityMax how far numbers may lie apart; a power of two
   */
  public SequenceBuffer(int base, int capacityMax) {
    if (Integer.bitCount(capacityMax) != 1 || capacityMax < CAPACITY_MIN) {
      throw new IllegalArgumentException("not a power of two from 8: " + capacityMax);
    }
    this.base = base;
    this.capacityMax = capacityMax;
  }

  /** The lowest number that can be put in. */
  public int base() {
    return base;
  }

  /** How far numbers may lie apart. */
  public int capacity() {
    return capacityMax;
  }

  /** Whether a thing with this number could be put in. */
  public boolean reaches(int sequence) {
    return sequence >= base && sequence - base < capacityMax;
  }

  /** The thing with that number, or null. */
  public @Nullable T get(int sequence) {
    if (sequence < base || sequence - base >= slots.length) {
      return null;
    }
    @SuppressWarnings("unchecked")
    T thing = (T) slots[sequence & (slots.length - 1)];
    return thing;
  }

  /**
   * Puts one in, in the place of another of that number.
   *
   * @throws IllegalStateException if the buffer does not reach so far
   */
  public void put(int sequence, T thing) {
    if (!reaches(sequence)) {
      throw new IllegalStateException(sequence + " is out of reach from " + base);
    }
    while (sequence - base >= slots.length) {
      grow();
    }
    slots[sequence & (slots.length - 1)] = thing;
  }

  /** Takes the thing with that number out. */
  public void remove(int sequence) {
    if (sequence >= base && sequence - base < slots.length) {
      slots[sequence & (slots.length - 1)] = null;
    }
  }

  private void grow() {
    @Nullable Object[] wider = new Object[slots.length * 2];
    for (int i = 0; i < slots.length; i++) {
      int sequence = base + i;
      wider[sequence & (wider.length - 1)] = slots[sequence & (slots.length - 1)];
    }
    slots = wider;
  }

  /** Forgets everything below the number, which is the lowest from now on. */
  public void advance(int newBase) {
    if (newBase - base >= slots.length) {
      Arrays.fill(slots, null);
    } else {
      for (int sequence = base; sequence < newBase; sequence++) {
        slots[sequence & (slots.length - 1)] = null;
      }
    }
    base = Math.max(base, newBase);
  }

  /** Starts further below. Everything is kept if it is still in reach. */
  public void lower(int newBase, int highest) {
    SequenceBuffer<T> moved = new SequenceBuffer<>(newBase, capacityMax);
    for (int sequence = base; sequence <= highest; sequence++) {
      T thing = get(sequence);
      if (thing != null && moved.reaches(sequence)) {
        moved.put(sequence, thing);
      }
    }
    slots = moved.slots;
    base = newBase;
  }
}
