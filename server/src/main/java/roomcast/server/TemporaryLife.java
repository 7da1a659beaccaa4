package roomcast.server;

import java.util.concurrent.TimeUnit;
import roomcast.directory.Directory;
import roomcast.protocol.Counter;

/**
 * How long a temporary directory lives on after the person who started it has left: as long as
 * somebody else uses it.
 *
 * <p>A program that stays says so again and again; a text client does not, so while one is in a
 * room or connected, only a longer silence counts.
 */
final class TemporaryLife {
  /** Without any user. */
  private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** With text clients of which nothing is heard. */
  private static final long SILENT_NANOS = TimeUnit.MINUTES.toNanos(10);

  private boolean orphaned;
  private long lastUsedNanos;
  private long heardBefore;

  /** The person who started it is gone. */
  void orphan(long nowNanos) {
    if (!orphaned) {
      orphaned = true;
      lastUsedNanos = nowNanos;
    }
  }

  /** Whether it is over; to be asked every few seconds. */
  boolean isOver(long nowNanos, Directory directory) {
    long heard =
        directory.counters().get(Counter.COMMANDS_HEARD)
            + directory.counters().get(Counter.CHAT_HEARD);
    if (heard != heardBefore || directory.programsStaying(nowNanos) > 0) {
      heardBefore = heard;
      lastUsedNanos = nowNanos;
    }
    long patience = directory.clientsEngaged(nowNanos) > 0 ? SILENT_NANOS : UNUSED_NANOS;
    return orphaned && nowNanos - lastUsedNanos >= patience;
  }
}
