package roomcast.simulation.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.wire.LogId;

/**
 * L1: in the end every member that is in the room has everything that was said since it was, by
 * those who are there, and by those who are gone if anybody there has it; what it does not have was
 * reported as lost.
 */
public final class EverythingArrives implements Check {
  private final Oracle oracle;
  private final boolean deadAreHeld;
  private final boolean isForged;
  private final Map<Integer, Map<LogId, Set<Integer>>> delivered = new TreeMap<>();
  private final Map<Integer, List<RoomEvent.Lost>> lost = new TreeMap<>();

  /**
   * Asks the oracle what was said.
   *
   * @param deadAreHeld whether what the dead have said is held for long enough by those who have
   *     it, and nobody can take it for a recording
   * @param isForged whether somebody forges datagrams: who joins can be told that a log begins
   *     later than it does, and misses what was said in the first moments if that is lost, too
   */
  public EverythingArrives(Oracle oracle, boolean deadAreHeld, boolean isForged) {
    this.oracle = oracle;
    this.deadAreHeld = deadAreHeld;
    this.isForged = isForged;
  }

  @Override
  public void happened(long nowNanos, Life life, RoomEvent event) {
    if (event instanceof RoomEvent.Delivered one) {
      int place = oracle.find(one.log(), one.sequence(), one.index());
      delivered
          .computeIfAbsent(life.number(), number -> new TreeMap<>())
          .computeIfAbsent(one.log(), log -> new TreeSet<>())
          .add(place);
    } else if (event instanceof RoomEvent.Lost one) {
      lost.computeIfAbsent(life.number(), number -> new ArrayList<>()).add(one);
    }
  }

  @Override
  public void finished(long nowNanos, List<Standing> standings) {
    for (Standing standing : standings) {
      Life life = standing.life();
      if (!life.isAlive()) {
        continue;
      }
      if (!life.isJoined()) {
        throw new Violation(life.member(), "L1: never joined the room");
      }
      if (oracle.unsent(life) > 0) {
        throw new Violation(life.member(), "L1: " + oracle.unsent(life) + " messages never sent");
      }
      for (LogId log : oracle.logs()) {
        checkLog(life, log, standings);
      }
    }
  }

  private void checkLog(Life life, LogId log, List<Standing> standings) {
    if (oracle.isCloned(log)) {
      return;
    }
    List<Oracle.Said> all = oracle.log(log);
    for (int place = isForged ? firstDelivered(life, log) : 0; place < all.size(); place++) {
      Oracle.Said said = all.get(place);
      // Nobody listens to an earlier life, or to a copy, of itself.
      boolean owed = log.sender() != life.log().sender() && said.atNanos() > life.joinedNanos();
      if (owed && !has(life, log, place) && !isLost(life, log, place)) {
        Life holder = holder(said, log, place, standings);
        if (holder != null) {
          throw new Violation(
              life.member(),
              String.format(
                  "L1: lacks %s#%d %s of %s, said at %.3f ms; it had joined at %.3f ms; %s has it",
                  log,
                  said.sequence(),
                  Texts.brief(said.message().text()),
                  said.life(),
                  said.atNanos() / 1e6,
                  life.joinedNanos() / 1e6,
                  holder));
        }
      }
    }
  }

  /** Where the log has begun for this life; 0 if it has not. */
  private int firstDelivered(Life life, LogId log) {
    Map<LogId, Set<Integer>> logs = delivered.getOrDefault(life.number(), new TreeMap<>());
    return logs.getOrDefault(log, new TreeSet<>()).stream().min(Integer::compare).orElse(0);
  }

  private boolean has(Life life, LogId log, int place) {
    Map<LogId, Set<Integer>> logs = delivered.getOrDefault(life.number(), new TreeMap<>());
    Set<Integer> places = logs.get(log);
    return places != null && places.contains(place);
  }

  private boolean isLost(Life life, LogId log, int place) {
    int from = oracle.log(log).get(place).sequence();
    int to = oracle.lastBlock(log, place);
    return lost.getOrDefault(life.number(), List.of()).stream()
        .anyMatch(one -> one.log().equals(log) && one.from() <= to && one.to() >= from);
  }

  /** Somebody there who has the message. */
  private @Nullable Life holder(Oracle.Said said, LogId log, int place, List<Standing> standings) {
    if (said.life().isAlive()) {
      return said.life();
    }
    if (!deadAreHeld) {
      return null;
    }
    for (Standing standing : standings) {
      if (standing.life().isJoined() && has(standing.life(), log, place)) {
        return standing.life();
      }
    }
    return null;
  }
}
