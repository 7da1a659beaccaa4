package roomcast.client;

import java.util.concurrent.TimeUnit;
import roomcast.protocol.Limits;
import roomcast.protocol.pacing.TokenBucket;

/**
 * How fast one program may speak: what a directory takes from one address and port, less a little,
 * because whatever is beyond that it drops.
 */
public final class Pace {
  private static final int PERCENT = 90;

  private final TokenBucket bucket;

  /** Nothing has been said yet. */
  public Pace(long nowNanos) {
    Limits limits = Limits.standard();
    this.bucket =
        new TokenBucket(
            nowNanos,
            limits.datagramsPerSecond() * PERCENT / 100,
            limits.datagramsBurst() * PERCENT / 100);
  }

  /** Whether one more may be said now; it counts if so. */
  public boolean tryTake(long nowNanos) {
    return bucket.tryTake(nowNanos);
  }

  /** Waits until one more may be said. */
  public void await() throws InterruptedException {
    while (!bucket.tryTake(System.nanoTime())) {
      TimeUnit.NANOSECONDS.sleep(Math.max(1, bucket.nextNanos() - System.nanoTime()));
    }
  }
}
