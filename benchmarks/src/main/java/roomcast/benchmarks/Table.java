package roomcast.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import roomcast.benchmarks.peer.Contender;

/** Results as Markdown: of each figure the middle of the rounds, and the lowest and highest. */
final class Table {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MEDIAN = 50;
  private static final double LATE = 99;

  private final boolean flood;
  private final List<String> lines = new ArrayList<>();

  /** Empty; with a rate instead of latencies for a flood. */
  Table(boolean flood) {
    this.flood = flood;
    lines.add(
        flood
            ? "| loss | who | messages a second | all arrived once, in order |"
            : "| loss | who | p50 ms | p99 ms | max ms | all arrived once, in order |");
    lines.add(flood ? "| --- | --- | --- | --- |" : "| --- | --- | --- | --- | --- | --- |");
  }

  /** A figure of a round, and how to show it. */
  private record Figure(ToDoubleFunction<Round.Result> of, String format) {
    String middle(List<Round.Result> rounds) {
      double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
      String middle = String.format(Locale.ROOT, format, sorted[sorted.length / 2]);
      String lowest = String.format(Locale.ROOT, format, sorted[0]);
      String highest = String.format(Locale.ROOT, format, sorted[sorted.length - 1]);
      return sorted.length == 1 ? middle : middle + " (" + lowest + "–" + highest + ")";
    }
  }

  private static Figure latency(double percentile) {
    return new Figure(
        result -> result.latencies().getValueAtPercentile(percentile) / NANOS_PER_MILLI, "%.2f");
  }

  private List<Figure> figures() {
    return flood
        ? List.of(new Figure(Round.Result::perSecond, "%.0f"))
        : List.of(latency(MEDIAN), latency(LATE), latency(100));
  }

  /** The rounds of one contender at one loss. */
  void add(int percent, Contender contender, List<Round.Result> rounds) {
    StringBuilder line = new StringBuilder("| ");
    line.append(percent).append(" % | ").append(contender.label()).append(" |");
    figures().forEach(figure -> line.append(' ').append(figure.middle(rounds)).append(" |"));
    long missing = rounds.stream().mapToLong(Round.Result::missing).sum();
    long misplaced = rounds.stream().mapToLong(Round.Result::misplaced).sum();
    String all = missing + misplaced == 0 ? "yes" : missing + " missing, " + misplaced + " gaps";
    lines.add(line.append(' ').append(all).append(" |").toString());
  }

  /** How many times the first's figure the second's is, round by round. */
  void compare(int percent, List<Round.Result> ours, List<Round.Result> peers) {
    StringBuilder line = new StringBuilder("| ").append(percent).append(" % | peer / us |");
    for (Figure figure : figures()) {
      double[] ratios = new double[Math.min(ours.size(), peers.size())];
      for (int round = 0; round < ratios.length; round++) {
        ratios[round] =
            figure.of.applyAsDouble(peers.get(round)) / figure.of.applyAsDouble(ours.get(round));
      }
      double[] sorted = DoubleStream.of(ratios).sorted().toArray();
      line.append(
          String.format(
              Locale.ROOT,
              " %.2f (%.2f–%.2f) |",
              sorted[sorted.length / 2],
              sorted[0],
              sorted[sorted.length - 1]));
    }
    lines.add(line.append(" |").toString());
  }

  /** The table. */
  List<String> lines() {
    return List.copyOf(lines);
  }
}
