package roomcast.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roomcast.benchmarks.peer.Contender;

/** The command line of the benchmark. Runs in a network namespace of its own. */
public final class Benchmark {
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;
  private static final int FLOOD_PER_SECOND = 20_000;

  private final PrintStream out;
  private final PrintStream progress;

  private Benchmark(PrintStream out, PrintStream progress) {
    this.out = out;
    this.progress = progress;
  }

  /**
   * What was asked for.
   *
   * @param losses in percent
   * @param load of each round
   */
  private record Wanted(
      List<Integer> losses, int rounds, Load load, List<Contender> contenders, boolean figures) {}

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new Benchmark(System.out, System.err).run(List.of(arguments)));
  }

  private int run(List<String> arguments) {
    Wanted wanted = parse(arguments);
    if (wanted == null) {
      progress.println("Wrong use; see ./benchmark --help");
      return WRONG_USE;
    }
    try {
      return measure(wanted, new LossyNetwork()) ? 0 : FAILED;
    } catch (IOException e) {
      progress.println("Not measured: " + e.getMessage());
      return FAILED;
    }
  }

  private static @Nullable Wanted parse(List<String> arguments) {
    List<Integer> losses = List.of(0, 1, 5, 20);
    List<Contender> contenders = List.of(Contender.values());
    int rounds = 3;
    int seconds = 20;
    int warmUp = 5;
    int rate = 5_000;
    boolean flood = false;
    boolean figures = false;
    try {
      for (int at = 0; at < arguments.size(); at++) {
        switch (arguments.get(at)) {
          case "--loss" -> losses = numbers(arguments.get(++at));
          case "--rounds" -> rounds = Integer.parseInt(arguments.get(++at));
          case "--seconds" -> seconds = Integer.parseInt(arguments.get(++at));
          case "--warm-up" -> warmUp = Integer.parseInt(arguments.get(++at));
          case "--rate" -> rate = Integer.parseInt(arguments.get(++at));
          case "--alone" -> contenders = List.of(Contender.ROOMCAST);
          case "--flood" -> flood = true;
          case "--figures" -> figures = true;
          default -> {
            return null;
          }
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return null;
    }
    if (rounds < 1 || seconds < 1 || warmUp < 0 || rate < 1) {
      return null;
    }
    Load load =
        flood
            ? Load.flood((long) FLOOD_PER_SECOND * warmUp, (long) FLOOD_PER_SECOND * seconds)
            : Load.steady(rate, warmUp, seconds);
    return new Wanted(losses, rounds, load, contenders, figures);
  }

  private static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      int percent = Integer.parseInt(one);
      if (percent < 0 || percent > 99) {
        throw new NumberFormatException(one);
      }
      numbers.add(percent);
    }
    return numbers;
  }

  /** Contenders take turns, so that what else the machine does hits all of them alike. */
  private boolean measure(Wanted wanted, LossyNetwork network) throws IOException {
    Table table = new Table(wanted.load.isFlood());
    boolean complete = true;
    int number = 0;
    for (int percent : wanted.losses) {
      Map<Contender, List<Round.Result>> results = new EnumMap<>(Contender.class);
      for (int i = 1; i <= wanted.rounds; i++) {
        for (Contender contender : wanted.contenders) {
          progress.printf(
              "%d %% lost, round %d of %d: %s%n", percent, i, wanted.rounds, contender.label());
          Round round =
              new Round(
                  contender,
                  wanted.load,
                  number++,
                  figures -> {
                    if (wanted.figures) {
                      progress.println("  " + figures);
                    }
                  });
          Round.Result result = round.run(network, percent);
          complete &= result.isComplete();
          results.computeIfAbsent(contender, one -> new ArrayList<>()).add(result);
        }
      }
      results.forEach((contender, rounds) -> table.add(percent, contender, rounds));
      List<Round.Result> peers = results.get(Contender.AERON);
      List<Round.Result> ours = results.get(Contender.ROOMCAST);
      if (peers != null && ours != null) {
        table.compare(percent, ours, peers);
      }
    }
    table.lines().forEach(out::println);
    return complete;
  }
}
