package roomcast.protocol.wire;

/**
 * A round trip in one byte, as RFC 5401, section 4.2, does it: fine when small, coarse when large.
 * Code c stands for 50 µs · 1.05^c: from 50 µs to about 12 s, each step 5 %.
 */
public final class RoundTripCode {
  private static final double LEAST_NANOS = 50_000;
  private static final double STEP = 1.05;
  private static final int CODE_MAX = 255;

  private RoundTripCode() {}

  /** The code of the smallest round trip that is not shorter, or 255. */
  public static int of(long nanos) {
    double steps =
        Math.ceil(Math.log(Math.max((double) nanos, LEAST_NANOS) / LEAST_NANOS) / Math.log(STEP));
    return (int) Math.min(CODE_MAX, steps);
  }

  /** The round trip that a code stands for, in nanoseconds. */
  public static long nanos(int code) {
    return (long) (LEAST_NANOS * Math.pow(STEP, code & 0xff));
  }
}
