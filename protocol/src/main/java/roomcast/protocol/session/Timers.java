package roomcast.protocol.session;

import java.util.EnumMap;
import java.util.Map;

/** When each timer fires. */
final class Timers {
  private final Map<Timer, Long> deadlines = new EnumMap<>(Timer.class);

  /** Fires then, and not at the time that was set before. */
  void set(Timer timer, long deadlineNanos) {
    deadlines.put(timer, deadlineNanos);
  }

  /** Fires then, or before, if it is set to fire before. */
  void setEarlier(Timer timer, long deadlineNanos) {
    Long before = deadlines.get(timer);
    if (before == null || deadlineNanos - before < 0) {
      deadlines.put(timer, deadlineNanos);
    }
  }

  /** Does not fire. */
  void clear(Timer timer) {
    deadlines.remove(timer);
  }

  boolean isSet(Timer timer) {
    return deadlines.containsKey(timer);
  }

  /** Takes a timer that is due; false if it is not. */
  boolean take(Timer timer, long nowNanos) {
    Long deadline = deadlines.get(timer);
    if (deadline == null || deadline - nowNanos > 0) {
      return false;
    }
    deadlines.remove(timer);
    return true;
  }

  /** The first deadline, or {@link RoomSession#NO_DEADLINE}. */
  long earliest() {
    boolean any = false;
    long earliest = RoomSession.NO_DEADLINE;
    for (long deadline : deadlines.values()) {
      if (!any || deadline - earliest < 0) {
        earliest = deadline;
        any = true;
      }
    }
    return earliest;
  }
}
