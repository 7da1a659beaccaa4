package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight members, each on a machine of its own, all of them speaking all the time, on a wire that
 * loses a fifth of what each sends and a fifth of what each is sent. One is killed and starts
 * again, one is frozen, one is cut off, one comes late, and the directory is killed and starts
 * again: everybody has everything, once, in order.
 */
class RoomProofIT {
  private static final int LOSS_PERCENT = 20;
  private static final int DIRECTORY = 0;
  private static final int KILLED = 1;
  private static final int FROZEN = 2;
  private static final int CUT_OFF = 3;
  private static final int LATE = 8;
  private static final int MACHINES = 9;

  /** Messages a second of the one who says most, by machine; the others are slower. */
  private static final List<Integer> RATES = List.of(0, 50, 50, 50, 50, 20, 20, 5, 20);

  /** Beats, which tell what was not heard, may be 15 seconds apart. */
  private static final Duration LEVELLING = Duration.ofSeconds(45);

  private static final long GAP_MILLIS_MAX = 3_000;

  @TempDir Path home;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  private Program.Background directory(Wire wire) {
    Program.Background server =
        opened(new Program.Background(wire.on(DIRECTORY, Program.SCRIPT.toString(), "server")));
    server.await("Adding membership");
    List<String> make = wire.on(DIRECTORY, Program.SCRIPT.toString(), "make", "chat1");
    Program.Result made = Program.finish(new ProcessBuilder(make), "");
    assertThat(made.exitCode()).as(made.messages()).isZero();
    return server;
  }

  private MemberProcess member(Wire wire, int machine, String name) {
    Path key = home.resolve("machine" + machine);
    return opened(new MemberProcess(wire.on(machine), key, "chat1", name));
  }

  /** Time passes; returns when. */
  private static long pass(long fromNanos, int seconds) {
    long until = fromNanos + Duration.ofSeconds(seconds).toNanos();
    await().atMost(Duration.ofSeconds(60)).until(() -> System.nanoTime() - until >= 0);
    return System.nanoTime();
  }

  @Test
  void everybodyHasEverything() {
    Wire wire = opened(new Wire("proof", MACHINES));
    Program.Background server = directory(wire);
    List<MemberProcess> founders =
        IntStream.range(1, LATE).mapToObj(one -> member(wire, one, "Ann" + one)).toList();
    founders.forEach(one -> one.await("joined"));
    wire.lose(LOSS_PERCENT);
    IntStream.range(1, LATE).forEach(one -> founders.get(one - 1).speak(RATES.get(one)));

    long spoken = pass(System.nanoTime(), 1);
    long dead = pass(spoken, 4);
    server.process.destroyForcibly();
    wire.cut(CUT_OFF);
    founders.get(FROZEN - 1).freeze();
    pass(dead, 3);
    founders.get(KILLED - 1).kill();
    pass(dead, 4);
    MemberProcess restarted = member(wire, KILLED, "Bo");
    restarted.speak(RATES.get(KILLED));
    pass(dead, 5);
    founders.get(FROZEN - 1).thaw();
    long back = pass(dead, 8);
    directory(wire);
    MemberProcess late = member(wire, LATE, "Cy");
    late.speak(RATES.get(LATE));
    pass(dead, 10);
    wire.mend();
    restarted.await("joined");
    late.await("joined");
    long end = pass(System.nanoTime(), 4);

    List<MemberProcess> present = new ArrayList<>(founders);
    MemberProcess killed = present.remove(KILLED - 1);
    present.addAll(List.of(restarted, late));
    present.forEach(MemberProcess::stop);
    present.forEach(one -> one.await("stopped"));
    long stopped = System.nanoTime();
    levelled(() -> check(founders, killed, List.of(restarted, late)).complaints());
    long levelled = System.nanoTime();
    present.forEach(MemberProcess::leave);
    assertThat(check(founders, killed, List.of(restarted, late)).complaints()).isEmpty();

    report(present, killed, (levelled - stopped) / 1_000_000);
    List<RoomRecord> healthy =
        founders.subList(CUT_OFF, LATE - 1).stream().map(MemberProcess::record).toList();
    long before = gaps("with a directory", healthy, spoken, dead);
    long during = gaps("without", healthy, dead, back);
    gaps("again with one", healthy, back, end);
    assertThat(during).as("before: %s ms", before).isLessThan(GAP_MILLIS_MAX);
  }

  private static RoomCheck check(
      List<MemberProcess> founders, MemberProcess killed, List<MemberProcess> later) {
    RoomCheck check = new RoomCheck().killed(killed.record());
    for (MemberProcess one : founders) {
      if (one != killed) {
        check.founder(one.record());
      }
    }
    later.forEach(one -> check.later(one.record()));
    return check;
  }

  /** What is wrong, once nothing is, or no longer gets better. */
  private static void levelled(Callable<List<String>> complaints) {
    try {
      await().atMost(LEVELLING).until(() -> complaints.call().isEmpty());
    } catch (ConditionTimeoutException late) {
      try {
        assertThat(complaints.call()).isEmpty();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The longest silence of a healthy speaker at a healthy listener, in milliseconds. */
  private static long gaps(String when, List<RoomRecord> healthy, long from, long to) {
    long longest = 0;
    for (RoomRecord listener : healthy) {
      for (RoomRecord speaker : healthy) {
        if (listener != speaker) {
          longest = Math.max(longest, listener.gapMillis(speaker.log(), from, to));
        }
      }
    }
    System.out.printf(
        "%s: nobody was silent for longer than %d ms in %d ms%n",
        when, longest, (to - from) / 1_000_000);
    return longest;
  }

  private static void report(List<MemberProcess> present, MemberProcess killed, long millis) {
    long sent = killed.record().sent().size();
    long repaired = 0;
    for (MemberProcess one : present) {
      RoomRecord record = one.record();
      sent += record.sent().size();
      repaired += record.counted("repairs-sent");
      System.out.printf(
          "%s: %d said, %d heard, %d NACKs, %d repairs, %d times told of late messages%n",
          one.name,
          record.sent().size(),
          record.heard().size(),
          record.counted("nacks-sent"),
          record.counted("repairs-sent"),
          record.all("waiting").size());
    }
    System.out.printf(
        "%d messages, %d repairs by members; level %d ms after the last word%n",
        sent, repaired, millis);
  }
}
