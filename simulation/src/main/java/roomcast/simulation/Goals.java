package roomcast.simulation;

import java.util.ArrayList;
import java.util.List;

/** What loss may cost in a room of a hundred: no storms, and nobody waits for long. */
final class Goals {
  private static final int MEMBERS = 100;
  private static final double NACKS_PER_LOSS_MAX = 2;
  private static final double REPAIRS_PER_BLOCK_MAX = 1.2;
  private static final double DATAGRAMS_PER_JOIN_MAX = 8;
  private static final long MEDIAN_NANOS_MAX = 80_000_000;
  private static final long NEARLY_ALL_NANOS_MAX = 250_000_000;

  private Goals() {}

  /** The goals that are missed, in words. */
  static List<String> missed() {
    List<String> missed = new ArrayList<>();
    for (Figures.Loss loss : Figures.Loss.values()) {
      Figures.Result result = Figures.measure(MEMBERS, loss);
      compare(missed, loss, "requests a loss", result.nacksPerLoss(), NACKS_PER_LOSS_MAX);
      compare(missed, loss, "repairs a block", result.repairsPerBlock(), REPAIRS_PER_BLOCK_MAX);
      compare(missed, loss, "datagrams a join", result.joiningPerMember(), DATAGRAMS_PER_JOIN_MAX);
      compare(
          missed,
          loss,
          "ns until half are recovered",
          (double) result.recoveryMedianNanos(),
          MEDIAN_NANOS_MAX);
      compare(
          missed,
          loss,
          "ns until 99 % are recovered",
          (double) result.recovery99Nanos(),
          NEARLY_ALL_NANOS_MAX);
    }
    return missed;
  }

  private static void compare(
      List<String> missed, Figures.Loss loss, String what, double is, double most) {
    if (is > most) {
      missed.add(
          String.format(
              "goals: %,.1f %s in a room of %d, lost %s; at most %,.1f",
              is, what, MEMBERS, loss.text(), most));
    }
  }
}
