package roomcast.protocol.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roomcast.protocol.repair.Backoff;
import roomcast.protocol.repair.RoundTrip;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;

/**
 * How far logs go: who joins asks, one member answers, and members whose knowledge differs tell
 * each other.
 */
final class Greeting {
  private static final int HELLOS_MAX = 5;
  private static final long HELLO_NANOS = 50_000_000;
  private static final long ANSWER_NANOS = 20_000_000;
  private static final int EXTENTS_PER_PART = 59;
  private static final int PARTS_MAX = 20;
  private static final int DIFFERENCES_MAX = 256;
  private static final long DIFFERENCE_NANOS_MAX = 300_000_000_000L;

  /**
   * Differences are told only when the room has been quiet for so long, and not much more often.
   */
  private static final long QUIET_NANOS = 1_000_000_000;

  private final Timers timers;
  private final RoundTrip roundTrip;
  private final Backoff backoff;
  private final Peers peers;
  private final Outbound outbound;
  private final boolean isDirectory;
  private int hellos;
  private boolean joining;
  private boolean answered;

  /** Differences that have been told: what nobody can show stays different. */
  private final LinkedHashSet<Difference> settledDifferences = new LinkedHashSet<>();

  private long lastOurs;
  private long differenceNanos = QUIET_NANOS;
  private long nextDifferenceNanos = Long.MIN_VALUE / 2;

  private record Difference(long theirs, long ours) {}

  /** What somebody else has said since we decided to speak. */
  private final Map<LogId, Integer> saidByOthers = new TreeMap<>();

  private boolean othersSpoke;

  Greeting(
      Timers timers,
      RoundTrip roundTrip,
      Backoff backoff,
      Peers peers,
      Outbound outbound,
      boolean isDirectory) {
    this.timers = timers;
    this.roundTrip = roundTrip;
    this.backoff = backoff;
    this.peers = peers;
    this.outbound = outbound;
    this.isDirectory = isDirectory;
  }

  /** Whether we are still finding out how far the others' logs go. */
  boolean isJoining() {
    return joining;
  }

  void join(long nowNanos) {
    joining = true;
    answered = false;
    hellos = 0;
    timers.set(Timer.HELLO, nowNanos);
  }

  /** {@link Timer#HELLO}; false if that was the end of joining. */
  boolean hello(long nowNanos) {
    if (hellos == HELLOS_MAX) {
      joining = false;
      return false;
    }
    outbound.send(DatagramKind.CONTROL, new Part.Hello());
    outbound.flush();
    long first = Math.max(HELLO_NANOS, 6 * roundTrip.nanos());
    timers.set(Timer.HELLO, nowNanos + (first << hellos));
    hellos++;
    return true;
  }

  /** Somebody has answered; what it knows may come in several datagrams, and from several. */
  void answered(long nowNanos) {
    if (!answered) {
      answered = true;
      hellos = HELLOS_MAX;
      timers.set(Timer.HELLO, nowNanos + Math.max(ANSWER_NANOS, 4 * roundTrip.nanos()));
    }
  }

  /** Whether anybody has answered. */
  boolean isAnswered() {
    return answered;
  }

  /** Somebody joins: we answer, unless another does. */
  void heardHello(long nowNanos) {
    long delay = backoff.draw(roundTrip.nanos(), peers.group());
    speakAfter(nowNanos, isDirectory ? delay / 4 : delay + roundTrip.nanos() / 2);
  }

  private void speakAfter(long nowNanos, long delayNanos) {
    if (!timers.isSet(Timer.HAVE)) {
      saidByOthers.clear();
      othersSpoke = false;
    }
    timers.setEarlier(Timer.HAVE, nowNanos + delayNanos);
  }

  /** A member knows other logs, or other ends of them, than we do: one of us says what it knows. */
  void heardHoldings(long nowNanos, long theirs, long ours, long quietSinceNanos) {
    Difference difference = new Difference(theirs, ours);
    boolean settled = settledDifferences.contains(difference);
    if (theirs == ours || settled || timers.isSet(Timer.HAVE)) {
      return;
    }
    if (nowNanos - quietSinceNanos < QUIET_NANOS || nowNanos - nextDifferenceNanos < 0) {
      return;
    }
    // What cannot be levelled out is told ever more rarely; whatever we learn begins anew.
    differenceNanos =
        ours == lastOurs ? Math.min(2 * differenceNanos, DIFFERENCE_NANOS_MAX) : QUIET_NANOS;
    lastOurs = ours;
    nextDifferenceNanos = nowNanos + differenceNanos;
    settledDifferences.add(difference);
    if (settledDifferences.size() > DIFFERENCES_MAX) {
      settledDifferences.removeFirst();
    }
    speakAfter(nowNanos, backoff.draw(roundTrip.nanos(), peers.group()) + roundTrip.nanos());
  }

  /** Somebody else has said how far it knows logs. */
  void heardHave(List<Part.Extent> logs) {
    if (timers.isSet(Timer.HAVE)) {
      othersSpoke = true;
      for (Part.Extent one : logs) {
        saidByOthers.merge(one.log(), one.last(), Math::max);
      }
    }
  }

  /** {@link Timer#HAVE}: says what nobody else has said. */
  void have(Part.Extent own, List<Part.Extent> others) {
    List<Part.Extent> unsaid = new ArrayList<>();
    if (own.last() > 0) {
      addUnsaid(own, unsaid);
    }
    others.forEach(one -> addUnsaid(one, unsaid));
    if (own.last() == 0 && others.isEmpty() && !othersSpoke) {
      // An empty room has to be told too, or who joins asks again.
      outbound.send(DatagramKind.CONTROL, new Part.Have(List.of()));
    }
    for (int part = 0; part < PARTS_MAX && part * EXTENTS_PER_PART < unsaid.size(); part++) {
      int from = part * EXTENTS_PER_PART;
      int to = Math.min(unsaid.size(), from + EXTENTS_PER_PART);
      outbound.send(DatagramKind.CONTROL, new Part.Have(unsaid.subList(from, to)));
    }
    outbound.flush();
    saidByOthers.clear();
  }

  private void addUnsaid(Part.Extent one, List<Part.Extent> unsaid) {
    Integer said = saidByOthers.get(one.log());
    if (said == null || said < one.last()) {
      unsaid.add(one);
    }
  }
}
