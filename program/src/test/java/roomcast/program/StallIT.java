package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A busy room in which one member is frozen for a while, and another is killed: the others go on as
 * before. Each is on a machine of its own, on a wire that loses a little.
 */
class StallIT {
  private static final int HEALTHY = 3;
  private static final int FROZEN = 4;
  private static final int KILLED = 5;
  private static final int MACHINES = 6;
  private static final int LOSS_PERCENT = 2;
  private static final int PER_SECOND_EACH = 250;

  /** Far more than is measured, far less than a failure detector takes. */
  private static final long GAP_MILLIS_MAX = 1_000;

  @TempDir Path home;

  private final List<MemberProcess> members = new ArrayList<>();

  @Test
  void nobodyWaitsForAFrozenOrAKilledMember() {
    try (RoomOnWire room = new RoomOnWire("stall", MACHINES, home)) {
      room.directory();
      for (int machine = 1; machine < MACHINES; machine++) {
        members.add(room.member(machine, "Ann" + machine));
      }
      members.forEach(one -> one.await("joined"));
      room.wire.lose(LOSS_PERCENT);
      members.forEach(one -> one.speak(PER_SECOND_EACH));

      // The first seconds are spent on compiling.
      long busy = RoomOnWire.pass(System.nanoTime(), 4);
      long frozen = RoomOnWire.pass(busy, 5);
      members.get(FROZEN - 1).freeze();
      long killed = RoomOnWire.pass(frozen, 5);
      members.get(KILLED - 1).kill();
      long thawed = RoomOnWire.pass(killed, 5);
      members.get(FROZEN - 1).thaw();
      long end = RoomOnWire.pass(thawed, 5);

      long millis = RoomOnWire.levelled(members.subList(0, FROZEN), () -> check().complaints());
      System.out.printf("level %d ms after the last word%n", millis);
      flow("all well", busy, frozen);
      flow("one frozen", frozen, killed);
      flow("one frozen, one killed", killed, thawed);
      flow("one thawed", thawed, end);
    }
  }

  private void flow(String when, long from, long to) {
    List<RoomRecord> healthy =
        members.subList(0, HEALTHY).stream().map(MemberProcess::record).toList();
    Flow flow = Flow.among(healthy, from, to);
    System.out.println(when + " " + flow);
    assertThat(flow.pairGap()).as(flow.toString()).isLessThan(GAP_MILLIS_MAX);
  }

  private RoomCheck check() {
    RoomCheck check = new RoomCheck().killed(members.get(KILLED - 1).record());
    members.subList(0, FROZEN).forEach(one -> check.founder(one.record()));
    return check;
  }
}
