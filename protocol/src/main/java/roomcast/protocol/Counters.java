package roomcast.protocol;

import java.util.EnumMap;
import java.util.Map;

/** One number for every {@link Counter}. Belongs to one thread. */
public final class Counters {
  private final Map<Counter, Long> values = new EnumMap<>(Counter.class);

  /** Adds one. */
  public void increment(Counter counter) {
    add(counter, 1);
  }

  /** Adds {@code amount}. */
  public void add(Counter counter, long amount) {
    values.merge(counter, amount, Long::sum);
  }

  /** The present value. */
  public long get(Counter counter) {
    return values.getOrDefault(counter, 0L);
  }
}
