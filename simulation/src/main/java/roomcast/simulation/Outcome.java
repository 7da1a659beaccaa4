package roomcast.simulation;

import org.jspecify.annotations.Nullable;
import roomcast.simulation.checks.Violation;

/**
 * How a run ended.
 *
 * @param violation what was wrong, or null if nothing was
 * @param atNanos when that was, or the end
 * @param hash the same for the same run
 */
public record Outcome(Scenario scenario, @Nullable Violation violation, long atNanos, long hash) {

  /** What was wrong, and how to see it again; empty if nothing was. */
  public String report() {
    Violation wrong = violation;
    if (wrong == null) {
      return "";
    }
    return String.format(
        "seed %d, member %d, at %.3f ms: %s; replay: ./simulate --seed %d",
        scenario.seed(), wrong.member(), atNanos / 1e6, wrong.getMessage(), scenario.seed());
  }
}
