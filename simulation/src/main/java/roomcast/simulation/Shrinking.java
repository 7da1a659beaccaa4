package roomcast.simulation;

import java.util.ArrayList;
import java.util.List;
import roomcast.simulation.checks.Violation;

/** Makes a scenario that fails smaller, for as long as the same rule is broken. */
final class Shrinking {
  private Shrinking() {}

  /** The smallest outcome that was found, which breaks the same rule. */
  static Outcome shrink(Outcome failed) {
    Outcome smallest = failed;
    boolean smaller = failed.violation() != null;
    while (smaller) {
      smaller = false;
      for (Scenario simpler : simpler(smallest.scenario())) {
        Outcome outcome = Simulation.run(simpler);
        if (rule(outcome).equals(rule(failed))) {
          smallest = outcome;
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static String rule(Outcome outcome) {
    Violation violation = outcome.violation();
    String message = violation == null ? null : violation.getMessage();
    return message == null ? "" : message.substring(0, message.indexOf(':') + 1);
  }

  private static List<Scenario> simpler(Scenario scenario) {
    List<Scenario> simpler = new ArrayList<>();
    for (Fault fault : scenario.faults()) {
      simpler.add(scenario.without(fault));
    }
    if (scenario.members() > 2) {
      simpler.add(scenario.withMembers(2));
      simpler.add(scenario.withMembers(scenario.members() - 1));
    }
    if (scenario.faultsNanos() > 500_000_000L) {
      simpler.add(scenario.withFaultsNanos(scenario.faultsNanos() / 2));
      simpler.add(scenario.withFaultsNanos(scenario.faultsNanos() * 3 / 4));
    }
    if (scenario.messagesPerSecond() > 0.05) {
      simpler.add(scenario.withMessagesPerSecond(scenario.messagesPerSecond() / 2));
    }
    return simpler;
  }
}
