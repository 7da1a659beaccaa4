package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
  private static final int KILLED = 1;
  private static final int FROZEN = 2;
  private static final int CUT_OFF = 3;
  private static final int LATE = 8;
  private static final int MACHINES = 9;

  /** Messages a second, by machine: some chat, some are busy. */
  private static final List<Integer> RATES = List.of(0, 50, 50, 50, 50, 20, 20, 5, 20);

  /** Far more than is measured; whoever waits for a directory waits longer. */
  private static final long GAP_MILLIS_MAX = 2_000;

  @TempDir Path home;

  private final List<MemberProcess> founders = new ArrayList<>();
  private final List<MemberProcess> later = new ArrayList<>();

  private MemberProcess founder(int machine) {
    return founders.get(machine - 1);
  }

  @Test
  void everybodyHasEverything() {
    try (RoomOnWire room = new RoomOnWire("proof", MACHINES, home)) {
      Program.Background server = room.directory();
      IntStream.range(1, LATE).forEach(one -> founders.add(room.member(one, "Ann" + one)));
      founders.forEach(one -> one.await("joined"));
      room.wire.lose(LOSS_PERCENT);
      IntStream.range(1, LATE).forEach(one -> founder(one).speak(RATES.get(one)));

      // The first seconds are spent on compiling.
      long spoken = RoomOnWire.pass(System.nanoTime(), 4);
      long dead = RoomOnWire.pass(spoken, 4);
      server.process.destroyForcibly();
      long back = misfortunes(room, dead);
      late(room);
      RoomOnWire.pass(dead, 10);
      room.wire.mend();
      later.forEach(one -> one.await("joined"));
      long end = RoomOnWire.pass(System.nanoTime(), 4);

      List<MemberProcess> present = new ArrayList<>(founders);
      present.remove(founder(KILLED));
      present.addAll(later);
      long millis = RoomOnWire.levelled(present, () -> check().complaints());
      present.forEach(MemberProcess::leave);
      assertThat(check().complaints()).isEmpty();

      report(present, millis);
      Flow before = flow("directory here", spoken, dead);
      Flow during = flow("directory dead", dead, back);
      flow("directory back", back, end);
      assertThat(during.gap()).as("%s, then %s", before, during).isLessThan(GAP_MILLIS_MAX);
    }
  }

  /** One is cut off, one frozen for five seconds, one killed; returns when a directory is back. */
  private long misfortunes(RoomOnWire room, long dead) {
    room.wire.cut(CUT_OFF);
    founder(FROZEN).freeze();
    RoomOnWire.pass(dead, 3);
    founder(KILLED).kill();
    RoomOnWire.pass(dead, 4);
    later.add(room.member(KILLED, "Bo"));
    later.getLast().speak(RATES.get(KILLED));
    RoomOnWire.pass(dead, 5);
    founder(FROZEN).thaw();
    long back = RoomOnWire.pass(dead, 8);
    room.directory();
    return back;
  }

  private void late(RoomOnWire room) {
    later.add(room.member(LATE, "Cy"));
    later.getLast().speak(RATES.get(LATE));
  }

  private RoomCheck check() {
    RoomCheck check = new RoomCheck().killed(founder(KILLED).record());
    for (MemberProcess one : founders) {
      if (one != founder(KILLED)) {
        check.founder(one.record());
      }
    }
    later.forEach(one -> check.later(one.record()));
    return check;
  }

  /** Among those to whom nothing happens. */
  private Flow flow(String when, long from, long to) {
    List<RoomRecord> healthy =
        founders.subList(CUT_OFF, LATE - 1).stream().map(MemberProcess::record).toList();
    Flow flow = Flow.among(healthy, from, to);
    System.out.println(when + " " + flow);
    return flow;
  }

  private void report(List<MemberProcess> present, long millis) {
    int sent = founder(KILLED).record().sent().size();
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
