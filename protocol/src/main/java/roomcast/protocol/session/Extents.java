package roomcast.protocol.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.repair.RepairRing;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;

/** How far logs go, as others say, and where they begin for us. Nothing of it is proved. */
final class Extents {
  /** Blocks that may overtake each other on the way. */
  private static final int REORDERED_MAX = 8;

  private static final long UNPROVED_NANOS = 5_000_000_000L;

  private final RoomLimits limits;
  private final Counters<SessionCounter> counters;
  private final Timers timers;
  private final Peers peers;
  private final RepairRing ring;
  private final Speaking speaking;
  private final Asking asking;
  private final Greeting greeting;
  private final Farewell farewell;

  Extents(
      RoomLimits limits,
      Counters<SessionCounter> counters,
      Timers timers,
      Peers peers,
      RepairRing ring,
      Speaking speaking,
      Asking asking,
      Greeting greeting,
      Farewell farewell) {
    this.limits = limits;
    this.counters = counters;
    this.timers = timers;
    this.peers = peers;
    this.ring = ring;
    this.speaking = speaking;
    this.asking = asking;
    this.greeting = greeting;
    this.farewell = farewell;
  }

  /** Whether we write the log, or have written it in this session. */
  boolean isOwn(LogId log) {
    return log.equals(speaking.id()) || farewell.isRetired(log);
  }

  /** Whether others speak of what we said before we were started. */
  boolean isOldNews(LogId log, DatagramKind kind) {
    Peer peer = peers.get(log);
    boolean unknown = peer == null || (peer.isPast && peer.introduction == null);
    return kind != DatagramKind.DATA && unknown && isFormer(log);
  }

  /** Whether we have written the log before we were started: what is in it is not news to us. */
  boolean isFormer(LogId log) {
    LogId own = speaking.id();
    return log.sender() == own.sender()
        && Integer.compareUnsigned(log.incarnation(), own.incarnation()) < 0;
  }

  /**
   * The log, taken up now if it was not known. Who is joining begins with what comes; who has been
   * there begins at the beginning, which was said behind its back.
   */
  @Nullable Peer known(long nowNanos, LogId log, int heard) {
    Peer peer = peers.get(log);
    if (peer == null && !isOwn(log)) {
      peer = peers.add(log, greeting.isJoining() || isFormer(log) ? heard : 1, nowNanos);
      if (peer != null) {
        asking.wantIntroduction(peer, nowNanos);
      }
    }
    return peer;
  }

  /** A member says how far its log goes; false if there is no space for it. */
  boolean heartbeat(long nowNanos, LogId speaker, Part.Heartbeat beat) {
    Peer peer = peers.get(speaker);
    boolean joining = greeting.isJoining();
    if (peer == null && !isOwn(speaker)) {
      peer = peers.add(speaker, joining || isFormer(speaker) ? beat.last() + 1 : 1, nowNanos);
    }
    if (peer == null) {
      return false;
    }
    if (joining) {
      beginAfter(peer, beat.last(), nowNanos);
    } else if (!peer.log.hasBegun() && beat.last() < peer.log.next() - 1) {
      beginEarlier(peer, beat.last() + 1, nowNanos);
    }
    int retractable = peer.log.highest() - beat.last();
    if (beat.last() >= peer.log.next()) {
      peer.log.missing().exists(beat.last(), nowNanos, asking.firstDue(nowNanos));
      asking.wantIntroduction(peer, nowNanos);
      timers.setEarlier(Timer.WAITING, nowNanos + limits.waitingNanos());
    }
    if (retractable > 0) {
      int retracted =
          peer.log.missing().retract(beat.last(), 1)
              + peer.log.missing().retractOlder(beat.last(), nowNanos - UNPROVED_NANOS);
      counters.add(SessionCounter.TAILS_RETRACTED, retracted);
    }
    asking.note(peer);
    return true;
  }

  /** A member says how far it knows logs. */
  void have(long nowNanos, Part.Have have) {
    boolean joining = greeting.isJoining();
    for (Part.Extent one : have.logs()) {
      if (isOwn(one.log())) {
        continue;
      }
      Peer peer = peers.get(one.log());
      if (isFormer(one.log()) && (peer == null || peer.introduction == null)) {
        former(peer, one, nowNanos);
        continue;
      }
      if (peer == null) {
        peer = peers.add(one.log(), joining ? one.last() + 1 : 1, nowNanos);
        if (peer != null && joining) {
          peers.past(peer);
        }
      } else if (joining) {
        beginAfter(peer, one.last(), nowNanos);
        peers.note(peer);
      }
      if (peer != null && one.last() >= peer.log.next() && !isFormer(one.log())) {
        peer.log.missing().exists(one.last(), nowNanos, asking.firstDue(nowNanos));
        asking.wantIntroduction(peer, nowNanos);
      }
    }
    greeting.heardHave(have.logs().stream().filter(one -> peers.get(one.log()) != null).toList());
    if (joining) {
      greeting.answered(nowNanos);
    }
  }

  /** What we said before we were started is no news to us, but we know the same as the others. */
  private void former(@Nullable Peer known, Part.Extent extent, long nowNanos) {
    Peer peer = known == null ? peers.add(extent.log(), extent.last() + 1, nowNanos) : known;
    if (peer != null) {
      if (extent.last() >= peer.log.next() && !peer.log.isStaged()) {
        peer.log.restartAt(extent.last() + 1);
      }
      peers.past(peer);
    }
  }

  /**
   * We are joining: what was said until now is not for us. The lowest that anybody names counts.
   */
  private void beginAfter(Peer peer, int last, long nowNanos) {
    if (peer.startUnknown && !peer.log.isStaged()) {
      peer.log.restartAt(last + 1);
    } else {
      peer.log.startAt(last + 1, nowNanos, asking.firstDue(nowNanos));
    }
    peer.startUnknown = false;
  }

  /**
   * The start that we were told is too late. If by much, it was a lie, and nothing is known of the
   * true one: what can be had from before our time is taken then, rather than lose something.
   */
  void beginEarlier(Peer peer, int sequence, long nowNanos) {
    boolean lie = sequence + REORDERED_MAX < peer.log.next();
    int start = lie ? 1 : Math.max(1, sequence - REORDERED_MAX);
    peer.log.startAt(start, nowNanos, asking.patientDue(nowNanos));
    peer.startUnknown = false;
  }

  /** A hash over how far we know all logs: the sum of a hash of each. */
  long holdings() {
    return Holdings.of(speaking.id(), speaking.last()) + peers.holdings();
  }

  /** How far our own log goes. */
  Part.Extent own() {
    return new Part.Extent(speaking.id(), Math.max(1, speaking.first()), speaking.last());
  }

  /** How far others' logs are proved here, and from where on we hold them. */
  List<Part.Extent> others() {
    List<Part.Extent> extents = new ArrayList<>();
    for (Peer peer : peers.begun()) {
      int last = peer.log.next() - 1;
      if (last > 0) {
        int first = ring.firstProvable(peer.id);
        extents.add(new Part.Extent(peer.id, first == 0 ? last + 1 : first, last));
      }
    }
    return extents;
  }
}
