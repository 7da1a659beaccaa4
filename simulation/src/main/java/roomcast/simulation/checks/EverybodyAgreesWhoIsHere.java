package roomcast.simulation.checks;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import roomcast.protocol.session.Presence;
import roomcast.protocol.wire.LogId;

/** L2: in the end everybody knows who is here, and nobody takes who is gone for present. */
public final class EverybodyAgreesWhoIsHere implements Check {
  private final Oracle oracle;

  /** Asks the oracle who has been copied: two copies of one installation look like one. */
  public EverybodyAgreesWhoIsHere(Oracle oracle) {
    this.oracle = oracle;
  }

  @Override
  public void finished(long nowNanos, List<Standing> standings) {
    Set<LogId> here = new TreeSet<>();
    for (Standing standing : standings) {
      if (standing.life().isJoined()) {
        here.add(standing.life().log());
      }
    }
    for (Standing standing : standings) {
      if (standing.life().isJoined()) {
        check(standing, here);
      }
    }
  }

  private void check(Standing standing, Set<LogId> here) {
    Set<LogId> expected = new TreeSet<>(here);
    expected.remove(standing.life().log());
    expected.removeIf(oracle::hasCopies);
    Set<LogId> known = new TreeSet<>();
    for (Presence presence : standing.members()) {
      if (presence.state() == Presence.State.HERE
          && !presence.log().equals(standing.life().log())) {
        known.add(presence.log());
      }
    }
    known.removeIf(oracle::hasCopies);
    if (!known.equals(expected)) {
      throw new Violation(
          standing.life().member(),
          "L2: takes " + known + " for those who are here, which are " + expected);
    }
  }
}
