package roomcast.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/** What members say, and when: every text of a run is another. */
final class Workload {
  private static final int LONG_BYTES_MAX = 64 * 1_024;
  private static final int BURST_MAX = 150;

  private final Scenario scenario;
  private final Timeline timeline;
  private final RandomGenerator random;
  private int said;

  Workload(Scenario scenario, Timeline timeline, RandomGenerator random) {
    this.scenario = scenario;
    this.timeline = timeline;
    this.random = random;
  }

  /** Lets members speak until the network heals. */
  void begin(List<Member> members) {
    for (Member member : members) {
      next(member);
    }
  }

  private void next(Member member) {
    long at = timeline.nowNanos() + Chance.nextNanos(random, scenario.messagesPerSecond());
    if (at >= scenario.faultsNanos()) {
      return;
    }
    timeline.at(
        at,
        () -> {
          speak(member);
          next(member);
        });
  }

  private void speak(Member member) {
    int messages =
        scenario.has(Fault.BURSTS) && random.nextInt(10) == 0 ? random.nextInt(2, BURST_MAX) : 1;
    for (int message = 0; message < messages; message++) {
      member.say(text(member));
    }
  }

  private String text(Member member) {
    String unique = "line " + ++said + " of " + member.name();
    int roll = random.nextInt(20);
    if (roll == 0 && scenario.has(Fault.LONG_MESSAGES)) {
      return padded(unique, random.nextInt(1_000, LONG_BYTES_MAX));
    }
    return roll < 4 ? padded(unique, random.nextInt(1_000)) : unique;
  }

  private static String padded(String unique, int length) {
    return unique + " ".repeat(Math.max(0, length - unique.length() - 1)) + ".";
  }
}
