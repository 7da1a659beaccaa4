package roomcast.protocol.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.receiving.IncomingLog;
import roomcast.protocol.receiving.Missing;
import roomcast.protocol.repair.RepairRing;
import roomcast.protocol.wire.Assembly;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Seal;

/** Has signatures checked, and acts on what is proved: nothing is believed before. */
final class Proving {
  /** Older than our time in the room by this much: a wrong clock, or a recording. */
  private static final long RECORDING_MILLIS = 600_000;

  private static final long CHALLENGE_NANOS = 250_000_000;
  private static final int CHALLENGES_MAX = 6;
  private static final int CANDIDATES_MAX = 4;

  private final RoomTag room;
  private final RoomLimits limits;
  private final Counters<SessionCounter> counters;
  private final HybridClock clock;
  private final Timers timers;
  private final RandomGenerator random;
  private final Peers peers;
  private final RepairRing ring;
  private final Outbound outbound;
  private final Asking asking;
  private final Repairing repairing;
  private final Holding holding;
  private final Attendance attendance;
  private final Farewell farewell;
  private final Deque<RoomEvent> events;
  private final Proofs proofs;

  /** Logs of which something more may be provable. */
  private final Deque<Peer> provable = new ArrayDeque<>();

  private boolean cloned;
  private boolean sealsTurn;
  private long nextCloneNanos = Long.MIN_VALUE;
  private long nextEquivocationNanos = Long.MIN_VALUE;

  Proving(
      RoomTag room,
      RoomLimits limits,
      Counters<SessionCounter> counters,
      HybridClock clock,
      Timers timers,
      RandomGenerator random,
      Peers peers,
      RepairRing ring,
      Outbound outbound,
      Asking asking,
      Repairing repairing,
      Holding holding,
      Attendance attendance,
      Farewell farewell,
      Deque<RoomEvent> events) {
    this.room = room;
    this.limits = limits;
    this.counters = counters;
    this.clock = clock;
    this.timers = timers;
    this.random = random;
    this.peers = peers;
    this.ring = ring;
    this.outbound = outbound;
    this.asking = asking;
    this.repairing = repairing;
    this.holding = holding;
    this.attendance = attendance;
    this.farewell = farewell;
    this.events = events;
    this.proofs = new Proofs(limits, counters);
  }

  /** Something has come that may prove more of this log. */
  void advance(Peer peer) {
    if (peer.introduction != null && peer.log.isWaiting() && !provable.contains(peer)) {
      provable.add(peer);
    }
  }

  /** Somebody says who writes a log. */
  void heard(Introduction introduction, Peer peer) {
    Introduction known = peer.introduction;
    boolean news = known == null || Long.compareUnsigned(introduction.clock(), known.clock()) > 0;
    boolean seen = peer.candidates.stream().anyMatch(one -> one.isSame(introduction));
    if (news && !seen && peer.candidates.size() < CANDIDATES_MAX) {
      boolean wanted =
          proofs.want(
              new Proofs.Purpose.OfIntroduction(peer, introduction),
              introduction.publicKey(),
              introduction.signedBytes(room),
              introduction.signature());
      if (wanted) {
        peer.addCandidate(introduction);
      }
    }
  }

  /** Checks something else that a known member has signed. */
  void check(Peer signer, Proofs.Purpose purpose, byte[] message, byte[] signature) {
    Introduction known = signer.introduction;
    if (known != null) {
      proofs.want(purpose, known.publicKey(), message, signature);
    }
  }

  /** Checks what somebody has signed whose introduction may not be proved yet. */
  void checkWith(Introduction signer, Proofs.Purpose purpose, byte[] message, byte[] signature) {
    proofs.want(purpose, signer.publicKey(), message, signature);
  }

  /** A seal in our name that we did not make: a copy of us, or an attack. */
  void checkClone(long nowNanos, byte[] key, Seal seal) {
    if (nowNanos >= nextCloneNanos) {
      nextCloneNanos = nowNanos + CHALLENGE_NANOS;
      proofs.want(new Proofs.Purpose.OfClone(seal), key, seal.signedBytes(room), seal.signature());
    }
  }

  /** A second seal of another member in one place: it is a cheat, or this is an attack. */
  void checkEquivocation(long nowNanos, Peer peer, Seal seal) {
    if (nowNanos >= nextEquivocationNanos) {
      nextEquivocationNanos = nowNanos + CHALLENGE_NANOS;
      check(
          peer,
          new Proofs.Purpose.OfEquivocation(peer, seal),
          seal.signedBytes(room),
          seal.signature());
    }
  }

  /** What nobody can repair is given up, if the log is proved to go on behind it. */
  void goOnBehindHole(Peer peer) {
    Seal rest = peer.isHopeless ? peer.log.firstSealBehind() : null;
    peer.isHopeless = false;
    if (rest != null) {
      check(peer, new Proofs.Purpose.OfRest(peer, rest), rest.signedBytes(room), rest.signature());
    }
  }

  /** Whether our log was found to be written by somebody else; once. */
  boolean pollCloned() {
    boolean was = cloned;
    cloned = false;
    return was;
  }

  /** The next signature to check, or null. */
  @Nullable Verification poll() {
    // Events that wait are messages that nobody has fetched: prove no more until they are.
    // Seals and other signatures take turns: neither can keep the other from being checked.
    sealsTurn = !sealsTurn || !proofs.hasWaiting();
    while (sealsTurn
        && proofs.hasSpace()
        && !provable.isEmpty()
        && events.size() < limits.eventsMax()) {
      Peer peer = provable.remove();
      Introduction writer = peer.introduction;
      if (writer == null || (peer.challenge != 0 && !peer.trusted)) {
        continue;
      }
      Seal seal = peer.log.toVerify();
      if (seal != null) {
        return proofs.handOut(
            new Proofs.Purpose.OfSeal(peer, seal),
            writer.publicKey(),
            seal.signedBytes(room),
            seal.signature());
      }
    }
    return proofs.poll();
  }

  /** Whether a block was said after we had come, if the clocks are right. */
  boolean isSaidSinceJoining(Block block) {
    return block.clockMillis() >= clock.wallMillis(farewell.joinedNanos());
  }

  /** Blocks that were said before then are old for somebody who has joined when we did. */
  private long notBeforeMillis() {
    return clock.wallMillis(farewell.joinedNanos()) - RECORDING_MILLIS;
  }

  /** The log is old, or a recording of one: its writer has to show that it is here. */
  private void challenge(long nowNanos, Peer peer) {
    if (peer.challenge == 0) {
      peer.challenge = random.nextLong() | 1;
      timers.setEarlier(Timer.CHALLENGE, nowNanos);
    }
  }

  /** {@link Timer#CHALLENGE}. */
  void challengeAgain(long nowNanos) {
    boolean open = false;
    for (Peer peer : List.copyOf(peers.all())) {
      if (peer.challenge == 0 || peer.trusted) {
        continue;
      }
      if (peer.challenges == CHALLENGES_MAX) {
        counters.increment(SessionCounter.LOGS_REFUSED);
        peer.log.forgetUnproved();
        peer.challenge = 0;
        peer.challenges = 0;
        asking.note(peer);
        continue;
      }
      peer.challenges++;
      open = true;
      outbound.send(DatagramKind.CONTROL, new Part.Challenge(peer.id, peer.challenge));
    }
    outbound.flush();
    if (open) {
      timers.set(Timer.CHALLENGE, nowNanos + CHALLENGE_NANOS);
    }
  }

  /** A signature was checked. */
  void handle(long nowNanos, Verification verification, boolean right) {
    Proofs.Purpose purpose = proofs.answered(verification);
    if (purpose == null) {
      return;
    }
    if (!right) {
      counters.increment(SessionCounter.FORGED_DROPPED);
    }
    switch (purpose) {
      case Proofs.Purpose.OfSeal of -> sealed(nowNanos, of.peer(), of.seal(), right);
      case Proofs.Purpose.OfIntroduction of ->
          introduced(nowNanos, of.peer(), of.introduction(), right);
      case Proofs.Purpose.OfLost of -> {
        if (right) {
          farewell.believe(nowNanos, of.peer(), of.lost(), of.certain());
        }
      }
      case Proofs.Purpose.OfLeave of -> {
        if (right) {
          of.peer().log.missing().exists(of.last(), nowNanos, asking.firstDue(nowNanos));
          asking.note(of.peer());
          attendance.left(of.peer());
        }
      }
      case Proofs.Purpose.OfHeld of -> {
        if (right && holding.held(of.held().last())) {
          events.add(new RoomEvent.Held(of.held().log(), of.held().last(), of.holder().id));
        }
      }
      case Proofs.Purpose.OfAlive of -> {
        of.peer().trusted |= right;
        advance(of.peer());
      }
      case Proofs.Purpose.OfRest of -> {
        if (right) {
          farewell.giveUpBefore(nowNanos, of.peer(), of.seal().from());
        } else {
          of.peer().log.forged(of.seal());
          asking.note(of.peer());
        }
      }
      case Proofs.Purpose.OfClone of -> cloned |= right;
      case Proofs.Purpose.OfEquivocation of -> {
        if (right) {
          counters.increment(SessionCounter.EQUIVOCATIONS);
          events.add(new RoomEvent.Equivocated(of.peer().id, of.seal().from()));
        }
      }
    }
  }

  private void introduced(long nowNanos, Peer peer, Introduction introduction, boolean right) {
    peer.removeCandidate(introduction);
    Introduction before = peer.introduction;
    if (!right
        || (before != null && Long.compareUnsigned(before.clock(), introduction.clock()) >= 0)) {
      return;
    }
    peer.introduction = introduction;
    peer.introductionWanted = false;
    peers.introduced(peer);
    peer.introductionAttempts = 0;
    boolean sameName = before != null && before.name().equals(introduction.name());
    attendance.introduced(peer, sameName, nowNanos);
    asking.note(peer);
    advance(peer);
  }

  private void sealed(long nowNanos, Peer peer, Seal seal, boolean right) {
    if (!right) {
      peer.log.forged(seal);
    } else {
      long notBefore = peer.trusted ? Long.MIN_VALUE : notBeforeMillis();
      IncomingLog.Proved proved = peer.log.proved(seal, nowNanos, notBefore);
      if (proved.isOld()) {
        challenge(nowNanos, peer);
      }
      if (proved.isFork()) {
        counters.increment(SessionCounter.EQUIVOCATIONS);
        events.add(new RoomEvent.Equivocated(peer.id, seal.from()));
      }
      int at = 0;
      for (Seal one : proved.seals()) {
        List<Block> run = proved.blocks().subList(at, at + one.to() - one.from() + 1);
        at += run.size();
        ring.add(nowNanos, run, one);
        run.forEach(block -> deliver(nowNanos, peer, block));
      }
      Missing.Gap given = proved.given();
      if (given != null) {
        farewell.lost(peer, given.from(), given.to());
      }
      peer.activeNanos = nowNanos;
      holding.answerIfProved(peer);
      if (peer.lostFrom > 0) {
        timers.setEarlier(Timer.APPLY_LOST, nowNanos);
      }
    }
    asking.note(peer);
    advance(peer);
  }

  private void deliver(long nowNanos, Peer peer, Block block) {
    clock.heard(nowNanos, block.clock());
    Assembly.Content content = peer.log.assembly().add(block);
    for (Assembly.Placed one : content.messages()) {
      counters.increment(SessionCounter.MESSAGES_DELIVERED);
      events.add(
          new RoomEvent.Delivered(
              peer.id, one.sequence(), one.index(), one.clock(), one.message()));
    }
    if (content.malformed()) {
      counters.increment(SessionCounter.MESSAGES_MALFORMED);
      events.add(new RoomEvent.Malformed(peer.id, block.sequence()));
    }
    repairing.seen(nowNanos, peer.id, block.sequence());
  }
}
