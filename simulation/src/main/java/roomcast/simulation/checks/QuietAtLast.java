package roomcast.simulation.checks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.ReceivedDatagram;

/** L3: at the end of a run there is nothing but heartbeats, as rare as those of the idle are. */
public final class QuietAtLast implements Check {
  /** The beats of an idle member come 5 to 15 s after one another. */
  private static final long BEAT_NANOS_MIN = 5_000_000_000L;

  private static final int HOPELESS_ATTEMPTS = 9;

  /** What forged datagrams have claimed is told, asked for and given up more and more rarely. */
  private static final int DIFFERENCES_MAX = 3;

  private final long fromNanos;
  private final long toNanos;
  private final boolean isForged;
  private final Oracle oracle;
  private final Map<Integer, Integer> beats = new TreeMap<>();
  private final Map<Integer, Integer> differences = new TreeMap<>();
  private final Map<Integer, Long> toldNanos = new TreeMap<>();

  /**
   * Quiet from then on.
   *
   * @param oracle knows which logs two members have written
   * @param isForged whether somebody has forged datagrams, so that not all differences can be
   *     levelled out
   */
  public QuietAtLast(Oracle oracle, long fromNanos, long toNanos, boolean isForged) {
    this.oracle = oracle;
    this.isForged = isForged;
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
  }

  @Override
  public void transmitted(
      long nowNanos, Life life, byte[] datagram, @Nullable ReceivedDatagram read) {
    if (nowNanos < fromNanos || read == null || (isForged && tellsRarely(nowNanos, life, read))) {
      return;
    }
    boolean onlyBeats =
        read.kind() == DatagramKind.CONTROL
            && read.parts().stream()
                .allMatch(part ->
                    part instanceof Part.Heartbeat
                        || part instanceof Part.OfIntroduction
                        || isHopeless(part));
    if (!onlyBeats) {
      throw new Violation(
          life.member(), "L3: still sends " + read.kind() + " " + Parts.brief(read));
    }
    beats.merge(life.member(), 1, Integer::sum);
  }

  /** About what was forged. A long answer takes several datagrams at the same time. */
  private boolean tellsRarely(long nowNanos, Life life, ReceivedDatagram read) {
    boolean leftover =
        read.parts().stream()
            .allMatch(part ->
                part instanceof Part.Have
                    || part instanceof Part.Nack
                    || part instanceof Part.Lost);
    if (!leftover) {
      return false;
    }
    Long before = toldNanos.put(life.member(), nowNanos);
    int told =
        before != null && before == nowNanos
            ? differences.getOrDefault(life.member(), 0)
            : differences.merge(life.member(), 1, Integer::sum);
    return told <= DIFFERENCES_MAX;
  }

  /**
   * Where a log is written by two until one of them speaks, or its last holder is gone, nobody can
   * help; such requests thin out to one in minutes.
   */
  private boolean isHopeless(Part part) {
    return part instanceof Part.Nack nack
        && (nack.attempt() > HOPELESS_ATTEMPTS
            || nack.missing().stream().allMatch(ranges -> oracle.isCloned(ranges.log())));
  }

  @Override
  public void finished(long nowNanos, List<Standing> standings) {
    long most = (toNanos - fromNanos) / BEAT_NANOS_MIN + 1;
    for (Map.Entry<Integer, Integer> one : beats.entrySet()) {
      if (one.getValue() > most) {
        throw new Violation(
            one.getKey(), "L3: " + one.getValue() + " heartbeats where " + most + " are enough");
      }
    }
  }
}
