package roomcast.simulation.checks;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import roomcast.protocol.session.RoomEvent;

/** S2: nobody gets a message twice; every message of a run has a text of its own. */
public final class NothingTwice implements Check {
  private final Oracle oracle;
  private final boolean textsAreUnique;
  private final Map<Integer, Set<String>> places = new TreeMap<>();
  private final Map<Integer, Set<String>> texts = new TreeMap<>();

  /**
   * Asks the oracle who has a clone.
   *
   * @param textsAreUnique whether no two messages of the run have the same text
   */
  public NothingTwice(Oracle oracle, boolean textsAreUnique) {
    this.oracle = oracle;
    this.textsAreUnique = textsAreUnique;
  }

  @Override
  public void happened(long nowNanos, Life life, RoomEvent event) {
    if (!(event instanceof RoomEvent.Delivered delivered)) {
      return;
    }
    String place = delivered.log() + "#" + delivered.sequence() + "." + delivered.index();
    if (!of(places, life).add(place)) {
      throw new Violation(life.member(), "S2: " + place + " delivered twice");
    }
    String text = delivered.message().text();
    if (textsAreUnique && !of(texts, life).add(text) && !oracle.hasClones()) {
      throw new Violation(life.member(), "S2: " + Texts.brief(text) + " delivered twice");
    }
  }

  private static Set<String> of(Map<Integer, Set<String>> sets, Life life) {
    return sets.computeIfAbsent(life.number(), number -> new TreeSet<>());
  }
}
