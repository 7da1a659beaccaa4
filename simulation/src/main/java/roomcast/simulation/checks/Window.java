package roomcast.simulation.checks;

/** A sum over about the last second, in tenths of a second. */
final class Window {
  private static final long SLICE_NANOS = 100_000_000;
  private static final int SLICES = 10;

  private final long[] slices = new long[SLICES];
  private long current = Long.MIN_VALUE;

  /** Adds to the present sum and returns it. */
  long add(long nowNanos, long amount) {
    move(nowNanos);
    slices[(int) Math.floorMod(current, (long) SLICES)] += amount;
    return sum();
  }

  /** The present sum. */
  long sum(long nowNanos) {
    move(nowNanos);
    return sum();
  }

  private void move(long nowNanos) {
    long slice = Math.floorDiv(nowNanos, SLICE_NANOS);
    if (current == Long.MIN_VALUE || slice - current >= SLICES) {
      java.util.Arrays.fill(slices, 0);
      current = slice;
    }
    while (current < slice) {
      current++;
      slices[(int) Math.floorMod(current, (long) SLICES)] = 0;
    }
  }

  private long sum() {
    long sum = 0;
    for (long slice : slices) {
      sum += slice;
    }
    return sum;
  }
}
