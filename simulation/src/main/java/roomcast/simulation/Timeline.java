package roomcast.simulation;

import java.util.PriorityQueue;
import roomcast.simulation.checks.Violation;

/** Simulated time: jumps from one action to the next. Of two at one time the older is first. */
final class Timeline {
  /** Far more than any run needs: members answer each other without end. */
  private static final long ACTIONS_MAX = 500_000_000;

  private final PriorityQueue<Action> actions = new PriorityQueue<>();
  private long nowNanos;
  private long serial;
  private long done;

  private record Action(long atNanos, long serial, Runnable run) implements Comparable<Action> {
    @Override
    public int compareTo(Action other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(serial, other.serial);
    }
  }

  /** The present, in nanoseconds from the beginning of the run. */
  long nowNanos() {
    return nowNanos;
  }

  /** Runs an action then, or now if that is past. */
  void at(long atNanos, Runnable action) {
    actions.add(new Action(Math.max(atNanos, nowNanos), serial++, action));
  }

  /** Runs an action after a time. */
  void after(long nanos, Runnable action) {
    at(nowNanos + nanos, action);
  }

  /** Runs everything until then. */
  void runUntil(long endNanos) {
    while (true) {
      Action next = actions.peek();
      if (next == null || next.atNanos > endNanos) {
        break;
      }
      actions.remove();
      nowNanos = next.atNanos;
      next.run.run();
      if (++done > ACTIONS_MAX) {
        throw new Violation(-1, "S7: " + done + " actions, and no end");
      }
    }
    nowNanos = endNanos;
  }
}
