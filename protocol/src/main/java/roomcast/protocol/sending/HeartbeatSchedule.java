package roomcast.protocol.sending;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to say how far our log goes: soon after something was said, then ever more rarely (RFC 3208,
 * section 5.1.5), until nothing but the beat that shows that we are here is left.
 */
public final class HeartbeatSchedule {
  private static final long FIRST_NANOS = 50_000_000;
  private static final long PRESENCE_NANOS_MIN = 10_000_000_000L;
  private static final int FIRST_ROUND_TRIPS = 4;

  /** In the biggest room all members together beat so often a second. */
  private static final int BEATS_PER_SECOND = 4;

  private final RandomGenerator random;
  private @Nullable Long intervalNanos;

  /** Draws the times of presence from {@code random}. */
  public HeartbeatSchedule(RandomGenerator random) {
    this.random = random;
  }

  /** The mean time between two beats of a member who says nothing, in nanoseconds. */
  public static long presenceNanos(int members) {
    return Math.max(PRESENCE_NANOS_MIN, members * 1_000_000_000L / BEATS_PER_SECOND);
  }

  /** Something was said: the time until the first heartbeat. */
  public long said(long roundTripNanos) {
    long first = Math.max(FIRST_NANOS, FIRST_ROUND_TRIPS * roundTripNanos);
    intervalNanos = first;
    return first;
  }

  /** A heartbeat was sent: the time until the next. */
  public long beaten(int members) {
    long presence = presenceNanos(members);
    Long interval = intervalNanos;
    if (interval != null && interval * 2 < presence) {
      intervalNanos = interval * 2;
      return interval * 2;
    }
    intervalNanos = null;
    // Spread, or members who joined together would beat together for ever (RFC 3550, 6.3.1).
    return presence / 2 + (long) (random.nextDouble() * presence);
  }

  /** Whether the next heartbeat says only that we are here. */
  public boolean isPresence() {
    return intervalNanos == null;
  }

  /** Whether the next heartbeat is the first since something was said. */
  public boolean isFirst(long roundTripNanos) {
    Long interval = intervalNanos;
    return interval != null
        && interval <= Math.max(FIRST_NANOS, FIRST_ROUND_TRIPS * roundTripNanos);
  }
}
