package roomcast.protocol.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import roomcast.protocol.Counters;
import roomcast.protocol.repair.RepairRing;
import roomcast.protocol.repair.RoundTrip;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.Ranges;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Statement;

/**
 * Blocks that nobody has any more: of our own logs we say so, signed; of others' logs we believe
 * it, unless the blocks come all the same within a moment.
 */
final class Farewell {
  /** Others than the writer have had their chance by then. */
  private static final int ATTEMPT_TO_SAY_LOST = 3;

  private static final int ATTEMPT_TO_SAY_LOST_OF_FORMER = 6;
  private static final long SAY_LOST_NANOS = 100_000_000;
  private static final int GRACE_ROUND_TRIPS = 16;
  private static final long GRACE_NANOS = 50_000_000;

  /** What others hold of a log whose writer has forgotten it comes by then, even if it is much. */
  private static final long GRACE_OF_FORMER_NANOS = 5_000_000_000L;

  /** As many as one request names: whoever holds what is behind them holds some of these. */
  private static final int HOPELESS_MAX = 256;

  private static final int STUCK_ROUNDS = 3;
  private static final int DISOWNED_MAX = 64;
  private static final int SAY_MAX = 8;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final RoomTag room;
  private final Self self;
  private final Counters<SessionCounter> counters;
  private final Timers timers;
  private final RoundTrip roundTrip;
  private final Peers peers;
  private final RepairRing ring;
  private final Outbound outbound;
  private final Deque<RoomEvent> events;
  private final List<Lacking> toSay = new ArrayList<>();
  private final List<LogId> retired = new ArrayList<>();
  private final Deque<LogId> disowned = new ArrayDeque<>();
  private long saidNanos;
  private long joinedNanos;

  /** All of a log up to a block: we have nothing of that, and what was not asked for will be. */
  private record Lacking(LogId log, int to) {}

  Farewell(
      long nowNanos,
      RoomTag room,
      Self self,
      Counters<SessionCounter> counters,
      Timers timers,
      RoundTrip roundTrip,
      Peers peers,
      RepairRing ring,
      Outbound outbound,
      Deque<RoomEvent> events) {
    this.room = room;
    this.self = self;
    this.counters = counters;
    this.timers = timers;
    this.roundTrip = roundTrip;
    this.peers = peers;
    this.ring = ring;
    this.outbound = outbound;
    this.events = events;
    this.joinedNanos = nowNanos;
    this.saidNanos = nowNanos - SAY_LOST_NANOS;
  }

  void joined(long nowNanos) {
    joinedNanos = nowNanos;
  }

  long joinedNanos() {
    return joinedNanos;
  }

  /** A log that we have written until now, and hold still. */
  void retire(LogId log) {
    retired.add(log);
  }

  /** A log that somebody else writes too, with our key: only they know now how far it goes. */
  void disown(LogId log) {
    if (disowned.size() == DISOWNED_MAX) {
      disowned.removeFirst();
    }
    disowned.add(log);
  }

  boolean isRetired(LogId log) {
    return retired.contains(log);
  }

  /**
   * Somebody lacks blocks of a log of ours, and others have had their chance.
   *
   * @param own the log that we write now
   */
  void lacked(long nowNanos, Ranges ranges, int attempt, LogId own, int last) {
    boolean present = ranges.log().equals(own);
    boolean former = !present && !retired.contains(ranges.log());
    boolean future = Integer.compareUnsigned(ranges.log().incarnation(), own.incarnation()) > 0;
    if (future || disowned.contains(ranges.log())) {
      return;
    }
    if (attempt < (former ? ATTEMPT_TO_SAY_LOST_OF_FORMER : ATTEMPT_TO_SAY_LOST)) {
      return;
    }
    for (Ranges.Range range : ranges.ranges()) {
      int from = Math.max(1, range.from());
      int to = present ? Math.min(range.to(), last) : range.to();
      while (to >= from && ring.block(ranges.log(), to) != null) {
        to--;
      }
      if (from <= to && toSay.size() < SAY_MAX) {
        merge(ranges.log(), to);
        timers.setEarlier(
            Timer.SAY_LOST, Math.max(nowNanos + roundTrip.nanos(), saidNanos + SAY_LOST_NANOS));
      }
    }
  }

  private void merge(LogId log, int to) {
    int most = to;
    for (Lacking one : toSay) {
      most = one.log.equals(log) ? Math.max(most, one.to) : most;
    }
    toSay.removeIf(one -> one.log.equals(log));
    toSay.add(new Lacking(log, most));
  }

  /** {@link Timer#SAY_LOST}. */
  void sayLost(long nowNanos, LogId own, int first) {
    saidNanos = nowNanos;
    for (Lacking one : List.copyOf(toSay)) {
      int to = one.log.equals(own) ? Math.max(one.to, first - 1) : one.to;
      long said = ring.letGoSaidNanos(one.log);
      boolean known = one.log.equals(own) || retired.contains(one.log);
      int age = known ? (int) Math.min(Integer.MAX_VALUE, (nowNanos - said) / NANOS_PER_SECOND) : 0;
      byte[] message = Statement.lost(room, one.log, 1, to, age);
      outbound.send(
          DatagramKind.CONTROL, new Part.Lost(one.log, 1, to, age, self.signer().sign(message)));
    }
    outbound.flush();
    toSay.clear();
  }

  /**
   * The writer has proved that it cannot repair these blocks.
   *
   * @param certain whether it writes the log still, and so knows how far it goes
   */
  void believe(long nowNanos, Peer peer, Part.Lost lost, boolean certain) {
    if (lost.to() < peer.log.next() || lost.from() > peer.log.highest() + 1) {
      return;
    }
    boolean adjoins = peer.lostFrom > 0 && lost.from() <= peer.lostTo + 1;
    peer.lostFrom = adjoins ? Math.min(peer.lostFrom, lost.from()) : lost.from();
    peer.lostTo = adjoins ? Math.max(peer.lostTo, lost.to()) : lost.to();
    peer.lostCertain = certain;
    peer.lostAgeNanos = lost.ageSeconds() * NANOS_PER_SECOND;
    if (adjoins) {
      return;
    }
    long least = certain ? GRACE_NANOS : GRACE_OF_FORMER_NANOS;
    peer.lostDueNanos = nowNanos + Math.max(least, GRACE_ROUND_TRIPS * roundTrip.nanos());
    timers.setEarlier(Timer.APPLY_LOST, peer.lostDueNanos);
  }

  /** Nobody has what comes before this block, which is proved to be the writer's. */
  void giveUpBefore(long nowNanos, Peer peer, int sequence) {
    if (sequence > peer.log.next() && peer.lostFrom == 0) {
      peer.lostFrom = peer.log.next();
      peer.lostTo = sequence - 1;
      peer.lostCertain = true;
      peer.lostAgeNanos = 0;
      peer.lostDueNanos = nowNanos;
      timers.setEarlier(Timer.APPLY_LOST, nowNanos);
    }
  }

  /** These blocks will never be delivered. */
  void lost(Peer peer, int from, int to) {
    counters.add(SessionCounter.BLOCKS_LOST, to - from + 1);
    events.add(new RoomEvent.Lost(peer.id, from, to));
  }

  private static int firstHopeful(long nowNanos, Peer peer) {
    long since = nowNanos - GRACE_OF_FORMER_NANOS;
    return peer.log.missing().firstAskedLess(ATTEMPT_TO_SAY_LOST_OF_FORMER, since, HOPELESS_MAX);
  }

  /** {@link Timer#APPLY_LOST}. */
  void apply(long nowNanos) {
    for (Peer peer : List.copyOf(peers.all())) {
      if (peer.lostFrom == 0) {
        continue;
      }
      if (peer.lostDueNanos - nowNanos > 0) {
        timers.setEarlier(Timer.APPLY_LOST, peer.lostDueNanos);
        continue;
      }
      int from = peer.log.next();
      boolean begun = peer.log.hasBegun();
      int provable = peer.log.firstProvable();
      // What looks provable and has not been proved for seconds was forged.
      boolean stuck = provable == from && ++peer.lostRounds > STUCK_ROUNDS;
      int to = Math.min(peer.lostTo, stuck ? provable : provable - 1);
      if (!peer.lostCertain) {
        // The writer does not hold its former log. Others may, if we have not asked them enough.
        to = Math.min(to, firstHopeful(nowNanos, peer) - 1);
      }
      int lost = peer.log.lost(peer.lostFrom, to, peer.lostCertain);
      peer.lostRounds = lost > 0 && !stuck ? 0 : peer.lostRounds;
      boolean beforeUs = !begun && nowNanos - peer.lostAgeNanos < joinedNanos;
      // A writer that was started anew does not know what it had said: perhaps there was nothing.
      boolean doubtful = !peer.lostCertain && (!begun || peer.introduction == null);
      if (lost > 0 && !beforeUs && !doubtful) {
        lost(peer, from, from + lost - 1);
      }
      // The rest of the range lies behind blocks that are here: it is applied when they are proved.
      if (peer.lostTo < peer.log.next()) {
        peer.lostFrom = 0;
        peer.lostRounds = 0;
      } else {
        peer.lostDueNanos = nowNanos + (lost > 0 ? GRACE_NANOS : NANOS_PER_SECOND);
        timers.setEarlier(Timer.APPLY_LOST, peer.lostDueNanos);
      }
      peers.note(peer);
    }
  }
}
