package roomcast.simulation;

import java.util.function.Consumer;

/** The figures of rooms of several sizes, as a table in Markdown. */
final class FiguresTable {
  private static final int[] SIZES = {10, 100, 1_000, 5_000};

  private final Consumer<String> progress;

  /** Says what it is at to {@code progress}. */
  FiguresTable(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Prints the rows of rooms of up to so many members. */
  void print(int membersMax, Consumer<String> out) {
    out.accept(
        "| members | lost | requests a loss | repairs a block | recovery p50 / p99 |"
            + " datagrams a join | idle datagrams/s in all |");
    out.accept("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
    for (int members : SIZES) {
      if (members > membersMax) {
        continue;
      }
      for (Figures.Loss loss : Figures.Loss.values()) {
        progress.accept(members + " members, " + loss.text());
        Figures.Result result = Figures.measure(members, loss);
        out.accept(
            String.format(
                "| %,d | %s | %.1f | %.2f | %.0f / %.0f ms | %.1f | %.1f |",
                members,
                loss.text(),
                result.nacksPerLoss(),
                result.repairsPerBlock(),
                result.recoveryMedianNanos() / 1e6,
                result.recovery99Nanos() / 1e6,
                result.joiningPerMember(),
                result.idlePerSecond()));
      }
    }
  }
}
