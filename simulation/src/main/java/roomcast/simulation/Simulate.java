package roomcast.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import roomcast.simulation.checks.Violation;

/** The command line of the simulation. */
public final class Simulate {
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;
  private static final int SHOWN_MAX = 200;

  private final PrintStream out;
  private final PrintStream progress;

  private Simulate(PrintStream out, PrintStream progress) {
    this.out = out;
    this.progress = progress;
  }

  /** What was asked for. */
  private record Wanted(
      long seeds,
      long from,
      @Nullable Long seed,
      boolean first,
      boolean shrink,
      boolean table,
      boolean goals,
      int members) {}

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new Simulate(System.out, System.err).run(List.of(arguments)));
  }

  private int run(List<String> arguments) {
    Wanted wanted = parse(arguments);
    if (wanted == null) {
      progress.println("Wrong use; see ./simulate --help");
      return WRONG_USE;
    }
    if (wanted.table) {
      new FiguresTable(progress::println).print(wanted.members, out::println);
      return 0;
    }
    if (wanted.goals) {
      List<String> missed = Goals.missed();
      missed.forEach(out::println);
      return missed.isEmpty() ? 0 : FAILED;
    }
    Long seed = wanted.seed;
    return seed == null ? runMany(wanted) : runOne(seed, wanted.shrink);
  }

  private static @Nullable Wanted parse(List<String> arguments) {
    long seeds = 1_000;
    long from = 1;
    Long seed = null;
    boolean first = false;
    boolean shrink = false;
    boolean table = false;
    boolean goals = false;
    int members = Integer.MAX_VALUE;
    try {
      for (int at = 0; at < arguments.size(); at++) {
        switch (arguments.get(at)) {
          case "--seeds" -> seeds = Long.parseLong(arguments.get(++at));
          case "--from" -> from = Long.parseLong(arguments.get(++at));
          case "--seed" -> seed = Long.valueOf(arguments.get(++at));
          case "--members" -> members = Integer.parseInt(arguments.get(++at));
          case "--first" -> first = true;
          case "--shrink" -> shrink = true;
          case "--goals" -> goals = true;
          case "--table" -> table = true;
          default -> {
            return null;
          }
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return null;
    }
    return new Wanted(seeds, from, seed, first, shrink, table, goals, members);
  }

  private int runOne(long seed, boolean shrink) {
    Scenario scenario = Scenario.of(seed);
    if (shrink) {
      scenario = Shrinking.shrink(Simulation.run(scenario)).scenario();
    }
    out.println(scenario);
    Outcome outcome = Simulation.run(scenario, out::println);
    Violation violation = outcome.violation();
    if (violation == null) {
      progress.printf("seed %d holds; hash %016x%n", seed, outcome.hash());
      return 0;
    }
    progress.println(outcome.report());
    Throwable cause = violation.getCause();
    if (cause != null) {
      for (StackTraceElement place : cause.getStackTrace()) {
        progress.println("  at " + place);
      }
    }
    return FAILED;
  }

  private int runMany(Wanted wanted) {
    AtomicLong done = new AtomicLong();
    AtomicInteger failed = new AtomicInteger();
    LongStream.range(wanted.from, wanted.from + wanted.seeds)
        .parallel()
        .filter(seed -> !wanted.first || failed.get() == 0)
        .mapToObj(seed -> Simulation.run(Scenario.of(seed)))
        .forEach(outcome -> {
          if (outcome.violation() != null && failed.incrementAndGet() <= SHOWN_MAX) {
            out.println(outcome.report());
          }
          long count = done.incrementAndGet();
          if (count % 100 == 0) {
            progress.printf("%d of %d seeds%n", count, wanted.seeds);
          }
        });
    progress.printf("%d seeds, %d failed%n", done.get(), failed.get());
    return failed.get() == 0 ? 0 : FAILED;
  }
}
