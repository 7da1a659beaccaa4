package roomcast.simulation.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.wire.LogId;

/** S3: what was delivered of a log and what was said to be lost is one growing range, in order. */
public final class InOrder implements Check {
  private final Oracle oracle;
  private final Map<Integer, Map<LogId, Progress>> byLife = new TreeMap<>();

  /** Asks the oracle what comes next. */
  public InOrder(Oracle oracle) {
    this.oracle = oracle;
  }

  private static final class Progress {
    int place = -1;
    int sequence;
    final List<RoomEvent.Lost> lost = new ArrayList<>();

    boolean isLost(int from, int to) {
      return lost.stream().anyMatch(range -> range.from() <= to && range.to() >= from);
    }
  }

  @Override
  public void happened(long nowNanos, Life life, RoomEvent event) {
    if (event instanceof RoomEvent.Delivered delivered && !oracle.isCloned(delivered.log())) {
      delivered(life, delivered);
    } else if (event instanceof RoomEvent.Lost lost && !oracle.isCloned(lost.log())) {
      lost(life, lost);
    }
  }

  private Progress of(Life life, LogId log) {
    return byLife
        .computeIfAbsent(life.number(), number -> new TreeMap<>())
        .computeIfAbsent(log, id -> new Progress());
  }

  private void delivered(Life life, RoomEvent.Delivered delivered) {
    LogId log = delivered.log();
    Progress progress = of(life, log);
    int place = oracle.find(log, delivered.sequence(), delivered.index());
    if (place <= progress.place) {
      throw new Violation(
          life.member(),
          "S3: " + log + "#" + delivered.sequence() + " delivered after " + progress.sequence);
    }
    if (progress.place >= 0) {
      for (int between = progress.place + 1; between < place; between++) {
        int from = oracle.log(log).get(between).sequence();
        if (!progress.isLost(from, oracle.lastBlock(log, between))) {
          throw new Violation(
              life.member(),
              "S3: " + log + "#" + from + " left out before " + delivered.sequence());
        }
      }
    }
    progress.place = place;
    progress.sequence = delivered.sequence();
  }

  private void lost(Life life, RoomEvent.Lost lost) {
    Progress progress = of(life, lost.log());
    boolean after = lost.from() > progress.sequence && lost.from() <= lost.to();
    if (!after || progress.isLost(lost.from(), lost.to())) {
      throw new Violation(
          life.member(), "S3: " + lost + " after block " + progress.sequence + " was delivered");
    }
    progress.lost.add(lost);
  }
}
