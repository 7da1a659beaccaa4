package roomcast.simulation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What happens to members and between them while things go wrong: each mishap ends in time. */
final class Mishaps {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final long LEAVING_NANOS = 500 * MILLI;

  private final Scenario scenario;
  private final Timeline timeline;
  private final SwarmLinks links;
  private final RandomGenerator random;

  Mishaps(Scenario scenario, Timeline timeline, SwarmLinks links, RandomGenerator random) {
    this.scenario = scenario;
    this.timeline = timeline;
    this.links = links;
    this.random = random;
  }

  /**
   * Plans them all.
   *
   * @param copy a member that will be started as a copy of the first, or null
   */
  void begin(List<Member> members, @Nullable Member copy) {
    for (Member member : members) {
      boolean late = scenario.has(Fault.LATE_JOINS) && random.nextInt(3) == 0;
      long at = late ? random.nextLong(scenario.faultsNanos()) : random.nextLong(200 * MILLI);
      timeline.at(at, member::start);
    }
    if (scenario.has(Fault.PARTITIONS)) {
      repeat(0.4, () -> divide(members.size()));
    }
    if (scenario.has(Fault.ONE_WAY)) {
      repeat(0.5, () -> deafen(members.size()));
    }
    if (scenario.has(Fault.PAUSES)) {
      repeat(0.5, () -> pause(any(members)));
    }
    if (scenario.has(Fault.CRASHES)) {
      repeat(0.3, () -> crash(any(members)));
    }
    if (scenario.has(Fault.RESUMES)) {
      repeat(0.4, () -> leave(any(members)));
    }
    if (copy != null) {
      Member original = members.getFirst();
      timeline.at(
          random.nextLong(scenario.faultsNanos()),
          () -> {
            if (original.isAlive()) {
              copy.startAsCopyOf(original);
            }
          });
    }
  }

  private Member any(List<Member> members) {
    return members.get(random.nextInt(members.size()));
  }

  private void repeat(double perSecond, Runnable mishap) {
    long at = timeline.nowNanos() + Chance.nextNanos(random, perSecond);
    if (at < scenario.faultsNanos()) {
      timeline.at(
          at,
          () -> {
            mishap.run();
            repeat(perSecond, mishap);
          });
    }
  }

  private void divide(int members) {
    int[] islands = new int[members];
    if (random.nextBoolean()) {
      islands[random.nextInt(members)] = 1;
    } else {
      for (int member = 0; member < members; member++) {
        islands[member] = random.nextInt(2);
      }
    }
    links.divide(islands);
    timeline.after(random.nextLong(200 * MILLI, 4 * SECOND), links::reunite);
  }

  private void deafen(int members) {
    int listener = random.nextInt(members);
    int speaker = random.nextInt(members);
    if (listener != speaker) {
      links.deafen(listener, speaker);
      timeline.after(random.nextLong(200 * MILLI, 4 * SECOND), links::reunite);
    }
  }

  private void pause(Member member) {
    long longest = random.nextInt(8) == 0 ? 20 * SECOND : SECOND;
    long until = timeline.nowNanos() + random.nextLong(50 * MILLI, longest);
    // A long sleep may end after everything else is well.
    member.pause(Math.min(until, scenario.faultsNanos() + 5 * SECOND));
  }

  private void crash(Member member) {
    if (!member.isAlive()) {
      return;
    }
    member.crash();
    boolean forGood = random.nextInt(4) == 0;
    if (!forGood) {
      startLater(member, random.nextLong(20 * MILLI, 3 * SECOND));
    }
  }

  private void leave(Member member) {
    if (!member.isAlive()) {
      return;
    }
    member.leave();
    startLater(member, LEAVING_NANOS + random.nextLong(20 * MILLI, 3 * SECOND));
  }

  private void startLater(Member member, long nanos) {
    timeline.after(
        nanos,
        () -> {
          if (!member.isAlive()) {
            member.start();
          }
        });
  }
}
