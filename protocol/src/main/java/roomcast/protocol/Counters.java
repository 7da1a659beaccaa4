package roomcast.protocol;

import java.util.EnumMap;
import java.util.Map;

/**
 * One number for everything that is counted. Belongs to one thread.
 *
 * @param <C> what is counted
 */
public final class Counters<C extends Enum<C>> {
  private final Map<C, Long> values;

  /** All zero. */
  public Counters(Class<C> counted) {
    this.values = new EnumMap<>(counted);
  }

  /** Adds one. */
  public void increment(C counter) {
    add(counter, 1);
  }

  /** Adds {@code amount}. */
  public void add(C counter, long amount) {
    values.merge(counter, amount, Long::sum);
  }

  /** The present value. */
  public long get(C counter) {
    return values.getOrDefault(counter, 0L);
  }
}
