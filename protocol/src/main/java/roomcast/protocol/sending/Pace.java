package roomcast.protocol.sending;

/**
 * How fast we may say new things, in bytes a second: faster while what we say is asked for and
 * arrives, slower when others lack much of it. Never below a floor, so that a member who always
 * complains cannot silence anybody.
 */
public final class Pace {
  private static final long FLOOR_BYTES_PER_SECOND = 2_000_000;
  private static final long START_BYTES_PER_SECOND = 16_000_000;
  private static final long CEILING_BYTES_PER_SECOND = 2_000_000_000;
  private static final long INTERVAL_NANOS = 50_000_000;

  /** Loss above this share slows us down; random loss on bad Wi-Fi stays below. */
  private static final double TOO_MUCH_LOST = 0.3;

  private static final double SLOWER = 0.7;
  private static final double FASTER = 1.25;

  private double bytesPerSecond = START_BYTES_PER_SECOND;
  private double credit;
  private long creditNanos;
  private long intervalNanos;
  private long sentBytes;
  private long lackedBytes;
  private boolean limited;
  private boolean started;

  /** The present pace. */
  public long bytesPerSecond() {
    return (long) bytesPerSecond;
  }

  /** How many bytes may be sent now; may be negative after a long message. */
  public long credit(long nowNanos) {
    refill(nowNanos);
    limited |= credit < 1;
    return (long) credit;
  }

  /** When so many bytes may be sent. */
  public long whenNanos(long nowNanos, int bytes) {
    refill(nowNanos);
    double missing = bytes - credit;
    return missing <= 0 ? nowNanos : nowNanos + (long) (missing / bytesPerSecond * 1e9) + 1;
  }

  private void refill(long nowNanos) {
    if (!started) {
      started = true;
      creditNanos = nowNanos;
      intervalNanos = nowNanos;
      credit = burst();
    }
    credit = Math.min(burst(), credit + (nowNanos - creditNanos) / 1e9 * bytesPerSecond);
    creditNanos = nowNanos;
    if (nowNanos - intervalNanos >= INTERVAL_NANOS) {
      adapt();
      intervalNanos = nowNanos;
    }
  }

  /** What may leave at once: what an ordinary socket buffer of 208 KiB takes a third of. */
  private double burst() {
    return Math.clamp(bytesPerSecond / 200, 64_000, 1_000_000);
  }

  private void adapt() {
    if (lackedBytes > sentBytes * TOO_MUCH_LOST) {
      bytesPerSecond = Math.max(FLOOR_BYTES_PER_SECOND, bytesPerSecond * SLOWER);
    } else if (limited) {
      bytesPerSecond = Math.min(CEILING_BYTES_PER_SECOND, bytesPerSecond * FASTER);
    }
    // What was said in one interval is asked for in the next: halve, do not forget.
    sentBytes /= 2;
    lackedBytes /= 2;
    limited = false;
  }

  /** So many bytes were sent. */
  public void sent(long bytes) {
    credit -= bytes;
    sentBytes += bytes;
  }

  /** Somebody lacks so many bytes of what we said; each block is counted once. */
  public void lacked(long bytes) {
    lackedBytes += bytes;
  }
}
