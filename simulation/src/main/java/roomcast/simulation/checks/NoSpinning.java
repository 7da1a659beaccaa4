package roomcast.simulation.checks;

import java.util.Map;
import java.util.TreeMap;

/** S7: a timer that has fired leads to something, and timers do not fire without end. */
public final class NoSpinning implements Check {
  private static final int TIMEOUTS_PER_SECOND_MAX = 5_000;
  private static final int IDLE_TIMEOUTS_MAX = 3;

  private final Map<Integer, Turns> byLife = new TreeMap<>();

  private static final class Turns {
    final Window timeouts = new Window();
    int idle;
  }

  @Override
  public void timedOut(long nowNanos, Life life, boolean progressed) {
    Turns turns = byLife.computeIfAbsent(life.number(), number -> new Turns());
    turns.idle = progressed ? 0 : turns.idle + 1;
    if (turns.idle >= IDLE_TIMEOUTS_MAX) {
      throw new Violation(
          life.member(), "S7: a timer fires again and again at the same time and nothing happens");
    }
    long timeouts = turns.timeouts.add(nowNanos, 1);
    if (timeouts > TIMEOUTS_PER_SECOND_MAX) {
      throw new Violation(life.member(), "S7: " + timeouts + " timeouts in a second");
    }
  }
}
