package roomcast.protocol.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.LogId;

/**
 * What others have asked for and we may repair: each block once, after a wait in which somebody
 * else may do it, and not again for as long as the repair may be on its way.
 */
public final class RepairQueue {
  /** For {@link #deadline}. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private final int waitingMax;
  private final Map<Wanted, Due> waiting = new LinkedHashMap<>();
  private final PriorityQueue<Due> byTime =
      new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::serial));
  private final Map<Wanted, Long> heldOffUntilNanos = new LinkedHashMap<>();
  private long serial;

  /**
   * A block that somebody wants.
   *
   * @param sequence 0 for the introduction of the log
   */
  public record Wanted(LogId log, int sequence) {}

  /** An entry of the heap; one that is no longer in {@link #waiting} is stale and skipped. */
  private record Due(Wanted wanted, long atNanos, long serial) {}

  /** What became of a wish. */
  public enum Outcome {
    /** It will be repaired. */
    QUEUED,
    /** It is queued already, or was repaired just now. */
    KNOWN,
    /** Too many wait. */
    REFUSED
  }

  /** Empty; what is wanted beyond {@code waitingMax} is refused. */
  public RepairQueue(int waitingMax) {
    this.waitingMax = waitingMax;
  }

  /** How many wait. */
  public int size() {
    return waiting.size();
  }

  /** Somebody wants a block that we hold. Nothing happens if it was repaired just now. */
  public Outcome want(long nowNanos, Wanted wanted, long delayNanos) {
    Long holdOff = heldOffUntilNanos.get(wanted);
    if (holdOff != null && holdOff - nowNanos > 0) {
      return Outcome.KNOWN;
    }
    Due known = waiting.get(wanted);
    long earliest = nowNanos + delayNanos;
    if (known != null) {
      if (known.atNanos - earliest > 0) {
        put(wanted, earliest);
      }
      return Outcome.KNOWN;
    }
    if (waiting.size() >= waitingMax) {
      return Outcome.REFUSED;
    }
    put(wanted, earliest);
    return Outcome.QUEUED;
  }

  private void put(Wanted wanted, long atNanos) {
    Due due = new Due(wanted, atNanos, serial++);
    waiting.put(wanted, due);
    byTime.add(due);
    if (byTime.size() > 4 * waitingMax) {
      // Mostly stale entries: what was asked for again and again, and repaired by others.
      byTime.clear();
      byTime.addAll(waiting.values());
    }
  }

  /** Whether it waits to be repaired. */
  public boolean isWaiting(Wanted wanted) {
    return waiting.containsKey(wanted);
  }

  /** The block was repaired, by us or somebody else: it is not repaired again before that time. */
  public void repaired(Wanted wanted, long holdOffUntil) {
    waiting.remove(wanted);
    heldOffUntilNanos.remove(wanted);
    if (heldOffUntilNanos.size() >= 2 * waitingMax) {
      heldOffUntilNanos.remove(heldOffUntilNanos.keySet().iterator().next());
    }
    heldOffUntilNanos.put(wanted, holdOffUntil);
  }

  /** When something is to be repaired, or {@link #NO_DEADLINE}. */
  public long deadline() {
    Due first = first();
    return first == null ? NO_DEADLINE : first.atNanos;
  }

  private @Nullable Due first() {
    Due first = byTime.peek();
    while (first != null && isStale(first)) {
      byTime.remove();
      first = byTime.peek();
    }
    return first;
  }

  private boolean isStale(Due due) {
    Due now = waiting.get(due.wanted);
    return now == null || now.serial != due.serial;
  }

  /** Takes what is to be repaired now, at most so many, earliest first. */
  public List<Wanted> takeDue(long nowNanos, int most) {
    List<Wanted> taken = new ArrayList<>();
    Due first = first();
    while (first != null && taken.size() < most && first.atNanos - nowNanos <= 0) {
      taken.add(first.wanted);
      waiting.remove(first.wanted);
      first = first();
    }
    return taken;
  }
}
