package roomcast.protocol.pacing;

/**
 * Bytes that may be spent on something that others can cause: so many a second in any case, and a
 * share of what else is going on.
 */
public final class Budget {
  private final double bytesPerNano;
  private final double share;
  private final double most;
  private double credit;
  private long refilledNanos;

  /**
   * Full.
   *
   * @param bytesPerSecond what may be spent when nothing else is going on
   * @param share of other traffic, in addition
   * @param bytesMost what may be spent at once
   */
  public Budget(long nowNanos, long bytesPerSecond, double share, long bytesMost) {
    this.bytesPerNano = bytesPerSecond / 1e9;
    this.share = share;
    this.most = bytesMost;
    this.credit = bytesMost;
    this.refilledNanos = nowNanos;
  }

  /** So much other traffic was seen. */
  public void seen(int bytes) {
    credit = Math.min(most, credit + bytes * share);
  }

  /** Whether anything may be spent now. */
  public boolean has(long nowNanos) {
    credit = Math.min(most, credit + (nowNanos - refilledNanos) * bytesPerNano);
    refilledNanos = nowNanos;
    return credit > 0;
  }

  /** So much was spent; it may be somewhat more than there was. */
  public void spend(int bytes) {
    credit -= bytes;
  }

  /** When something may be spent again, if it may not be now. */
  public long nextNanos() {
    return refilledNanos + Math.max(1, (long) Math.ceil((1 - credit) / bytesPerNano));
  }
}
