package roomcast.protocol.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import roomcast.protocol.Counters;
import roomcast.protocol.pacing.Budget;
import roomcast.protocol.receiving.IncomingLog;
import roomcast.protocol.repair.Backoff;
import roomcast.protocol.repair.RoundTrip;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.DatagramWriter;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.Ranges;

/**
 * Asks for what is missing: one negative acknowledgement names all gaps of all logs, after a
 * back-off in which somebody else may ask (RFC 5401, section 3.2.2.2).
 */
final class Asking {
  /**
   * A block may be late rather than lost: RFC 3208, section 6.3, waits for two later ones. It is
   * late by less than a round trip; this is the most.
   */
  private static final long REORDER_NANOS_MAX = 10_000_000;

  private static final int REORDER_BLOCKS = 2;

  /** After asking: as long as the answer may take, in round trips, doubled every time. */
  private static final int HOLD_OFF_ROUND_TRIPS = 6;

  private static final int HOLD_OFF_DOUBLINGS_MAX = 3;

  /** But see {@link #HOPELESS_DOUBLINGS_MAX}. */
  private static final long HOLD_OFF_NANOS_MAX = 5_000_000_000L;

  private static final int HOPELESS_DOUBLINGS_MAX = 6;
  private static final int ATTEMPTS_TO_RETRACT = 8;

  /**
   * Attempts at the beginning of a log whose writer is gone, before it begins with what is here.
   */
  private static final int ATTEMPTS_TO_BEGIN = 8;

  private static final int ATTEMPTS_TO_FORGET = 10;

  /** A partition should have ended by then. */
  private static final long HOPELESS_NANOS = 600_000_000_000L;

  private static final int INTRODUCTION_ATTEMPTS_MAX = 8;
  private static final int INTRODUCTION_ATTEMPTS_BEFORE_BLOCKS = 1;

  /** A quiet room is silent all the time: what nobody has is not asked for anew for ever. */
  private static final int ASK_ANEW_MAX = 1;

  private static final int NACK_BYTES_USUAL = 100;
  private static final double SHARE_OF_TRAFFIC = 0.05;
  private static final int LOGS_MAX = 40;
  private static final int STAMPS_MAX = 8;
  private static final long BUDGET_NANOS = 1_000_000;

  private final RoomLimits limits;
  private final Counters<SessionCounter> counters;
  private final RandomGenerator random;
  private final Timers timers;
  private final RoundTrip roundTrip;
  private final Backoff backoff;
  private final Peers peers;
  private final Outbound outbound;
  private final Budget budget;
  private final Rhythm rhythm;
  private LogId lastAsked = new LogId(0, 0);

  /** What comes meanwhile may fill the budget; looked at as often as this at most. */
  private long notBeforeNanos;

  private final Deque<Integer> stamps = new ArrayDeque<>();

  Asking(
      long nowNanos,
      RoomLimits limits,
      Counters<SessionCounter> counters,
      RandomGenerator random,
      Timers timers,
      RoundTrip roundTrip,
      Peers peers,
      Outbound outbound) {
    this.rhythm = new Rhythm(nowNanos);
    this.limits = limits;
    this.counters = counters;
    this.random = random;
    this.timers = timers;
    this.roundTrip = roundTrip;
    this.backoff = new Backoff(random);
    this.peers = peers;
    this.outbound = outbound;
    long bytesPerSecond = (long) limits.nacksPerSecond() * NACK_BYTES_USUAL;
    this.notBeforeNanos = nowNanos;
    this.budget = new Budget(nowNanos, bytesPerSecond, SHARE_OF_TRAFFIC, bytesPerSecond / 2);
  }

  /** So many bytes of blocks came. */
  void heardData(int bytes) {
    budget.seen(bytes);
  }

  /** When to ask for something that was found missing just now. */
  long firstDue(long nowNanos) {
    return nowNanos + backoff.draw(roundTrip.nanos(), peers.group());
  }

  /** The same for what may only be late. */
  long patientDue(long nowNanos) {
    return Math.min(REORDER_NANOS_MAX, roundTrip.nanos()) + firstDue(nowNanos);
  }

  /** A block has come: those two or more before it are not just late. */
  void hurryBefore(Peer peer, int sequence, long nowNanos) {
    int from = Math.max(peer.log.next(), sequence - REORDER_BLOCKS - Ranges.RANGES_MAX);
    if (from > sequence - REORDER_BLOCKS) {
      // The usual case: nothing is missing.
      return;
    }
    // One draw for all that this block shows: of many draws one is always early.
    long dueNanos = firstDue(nowNanos);
    for (int before = from; before <= sequence - REORDER_BLOCKS; before++) {
      peer.log.missing().hurry(before, dueNanos);
    }
  }

  /** The writer of a log is not known: asks for its introduction. */
  void wantIntroduction(Peer peer, long nowNanos) {
    if (peer.introduction == null && !peer.introductionWanted) {
      peer.introductionWanted = true;
      peer.introductionDueNanos = firstDue(nowNanos);
    }
    note(peer);
  }

  /** Something about what is missing of a log may have changed. */
  void note(Peer peer) {
    if (peer.introduction == null && peer.log.isWaiting() && !peer.introductionWanted) {
      peer.introductionWanted = true;
      peer.introductionDueNanos = peer.log.missing().deadline();
    }
    peers.note(peer);
    long deadline = peer.log.missing().deadline();
    if (deadline != IncomingLog.NO_DEADLINE) {
      askAt(deadline);
    }
    if (peer.introductionWanted) {
      askAt(peer.introductionDueNanos);
    }
  }

  private void askAt(long nanos) {
    timers.setEarlier(Timer.ASK, nanos - notBeforeNanos < 0 ? notBeforeNanos : nanos);
  }

  /**
   * A datagram has come. If its speaker was silent for long, it may have been cut off; if all were,
   * we may have been. Then requests were made in vain, and what is asked for ever more rarely would
   * wait for long: it is asked for as if it never was.
   */
  void heard(Peer speaker, long nowNanos) {
    if (rhythm.isBreak(nowNanos)) {
      peers.incomplete().forEach(peer -> askAnew(peer, nowNanos));
    } else if (speaker.rhythm.isBreak(nowNanos)) {
      askAnew(speaker, nowNanos);
    }
    rhythm.heard(nowNanos);
    speaker.rhythm.heard(nowNanos);
  }

  private void askAnew(Peer peer, long nowNanos) {
    if (peer.log.isWaiting() && peer.mayAskAnew(ASK_ANEW_MAX)) {
      if (peer.log.missing().askAnew(firstDue(nowNanos))) {
        peer.askedAnew();
      }
      note(peer);
    }
  }

  /** {@link Timer#ASK}. */
  void ask(long nowNanos) {
    if (!budget.has(nowNanos)) {
      notBeforeNanos = Math.min(budget.nextNanos(), nowNanos + BUDGET_NANOS);
      timers.setEarlier(Timer.ASK, notBeforeNanos);
      return;
    }
    List<Ranges> missing = new ArrayList<>();
    int blocksLeft = limits.nackBlocksMax();
    int bytesLeft = DatagramWriter.PART_BYTES_MAX - Part.Nack.FIXED_BYTES;
    int attempt = 0;
    boolean more = false;
    for (Peer peer : peers.incompleteBehind(lastAsked)) {
      if (missing.size() == LOGS_MAX || blocksLeft == 0) {
        more = true;
        break;
      }
      List<Integer> wanted = due(peer, nowNanos, blocksLeft);
      List<Ranges.Range> ranges = fitting(Ranges.of(wanted), bytesLeft);
      if (!ranges.isEmpty()) {
        Ranges own = new Ranges(peer.id, ranges);
        missing.add(own);
        lastAsked = peer.id;
        blocksLeft -= own.count();
        bytesLeft -= DatagramWriter.sizeOf(own);
        attempt = Math.max(attempt, asked(peer, own, nowNanos));
      }
      if (peers.get(peer.id) != null) {
        peer.log.missing().refreshDeadline();
        note(peer);
      }
    }
    if (more) {
      timers.setEarlier(Timer.ASK, nowNanos + roundTrip.nanos() / 2);
    }
    if (!missing.isEmpty()) {
      int stamp = (int) (nowNanos / 1_000);
      Part nack = new Part.Nack(stamp, Math.min(attempt, 255), missing);
      stamps.add(stamp);
      if (stamps.size() > STAMPS_MAX) {
        stamps.remove();
      }
      outbound.send(DatagramKind.CONTROL, nack);
      outbound.flush();
      counters.increment(SessionCounter.NACKS_SENT);
      budget.spend(Math.max(NACK_BYTES_USUAL, DatagramWriter.PART_BYTES_MAX - bytesLeft));
    }
  }

  /** Whether we have sent this stamp lately, and it has not come back yet. */
  boolean takeStamp(int stamp) {
    return stamps.remove(stamp);
  }

  private List<Integer> due(Peer peer, long nowNanos, int most) {
    List<Integer> wanted = new ArrayList<>();
    // What is due a little later is named too: one datagram instead of two.
    long until = nowNanos + roundTrip.nanos() / 2;
    if (peer.introductionWanted && peer.introductionDueNanos - until <= 0) {
      if (peer.introductionAttempts >= INTRODUCTION_ATTEMPTS_MAX) {
        // Nobody knows who writes it. Whoever says something in it begins anew.
        counters.increment(SessionCounter.LOGS_REFUSED);
        if (peer.isPast) {
          peer.log.forgetUnproved();
          peer.introductionWanted = false;
          peer.introductionAttempts = 0;
        } else {
          peers.remove(peer);
        }
        return wanted;
      }
      wanted.add(0);
    }
    if (peer.introductionAttempts >= INTRODUCTION_ATTEMPTS_BEFORE_BLOCKS) {
      // Nothing of it can be proved: first of all, who writes it.
      long later = nowNanos + holdOff(peer.introductionAttempts);
      peer.log.missing().putOff(until, Math.max(later, peer.introductionDueNanos), 0);
      return wanted;
    }
    wanted.addAll(peer.log.missing().wanted(until, most - wanted.size()));
    if (!wanted.isEmpty() && wanted.getLast() != 0) {
      giveUp(peer, wanted, nowNanos);
    }
    return wanted;
  }

  /** What was only said to exist, and cannot be had, is not asked for for ever. */
  private void giveUp(Peer peer, List<Integer> wanted, long nowNanos) {
    if (peer.lostFrom > 0) {
      // Its writer has given some of it up, which takes effect in a moment.
      return;
    }
    int retracted = peer.log.missing().retract(peer.log.next() - 1, ATTEMPTS_TO_RETRACT);
    if (retracted > 0) {
      counters.add(SessionCounter.TAILS_RETRACTED, retracted);
      wanted.removeIf(sequence -> sequence > peer.log.highest());
    }
    int attempts = 0;
    for (int sequence : wanted) {
      attempts = Math.max(attempts, peer.log.missing().attempts(sequence));
    }
    if (peer.state != Presence.State.GONE || attempts < ATTEMPTS_TO_BEGIN) {
      return;
    }
    if (!peer.log.hasBegun() && peer.log.isStaged() && !peer.log.isKnown(peer.log.next())) {
      peer.log.beginWithWhatIsHere();
      wanted.removeIf(sequence -> sequence < peer.log.next());
    } else if (attempts < ATTEMPTS_TO_FORGET) {
      return;
    } else if (peer.log.hasBegun() && peer.log.firstSealBehind() != null) {
      // What lies behind the hole is not thrown away. Alone we cannot know whether anybody has it.
      boolean isLong = peer.log.missing().gapNanos(nowNanos) >= HOPELESS_NANOS;
      if (isLong && peers.members() > 1) {
        peer.isHopeless = true;
        timers.setEarlier(Timer.APPLY_LOST, nowNanos);
      }
    } else {
      // Nobody has it; whoever comes back with it says so.
      counters.add(SessionCounter.TAILS_RETRACTED, peer.log.forgetUnproved());
      wanted.clear();
    }
  }

  private static List<Ranges.Range> fitting(List<Ranges.Range> ranges, int bytesLeft) {
    int most = DatagramWriter.rangesFitting(bytesLeft);
    return ranges.size() <= most ? ranges : ranges.subList(0, most);
  }

  /** Notes that these were asked for; returns how often the most patient one was before. */
  private int asked(Peer peer, Ranges ranges, long nowNanos) {
    int most = 0;
    // One draw for all: what was asked for together is asked for together again.
    double spread = spread();
    for (Ranges.Range range : ranges.ranges()) {
      for (int sequence = range.from(); sequence <= range.to(); sequence++) {
        int attempts =
            sequence == 0 ? peer.introductionAttempts : peer.log.missing().attempts(sequence);
        most = Math.max(most, attempts);
        long again = nowNanos + holdOff(attempts, spread);
        counters.increment(SessionCounter.BLOCKS_ASKED);
        if (sequence == 0) {
          peer.introductionAttempts++;
          peer.introductionDueNanos = again;
        } else {
          peer.lacked += attempts == 0 ? 1 : 0;
          peer.log.missing().asked(sequence, again);
        }
      }
    }
    if (peer.state == Presence.State.GONE && most >= ATTEMPTS_TO_FORGET) {
      // Hardly anybody has it: all of the log at once, and rarely.
      long again = nowNanos + holdOff(most, spread);
      peer.log.missing().putOff(again, again, ATTEMPTS_TO_FORGET);
    }
    return most;
  }

  /** By a quarter each way, or all would ask again together. */
  private double spread() {
    return 0.75 + random.nextDouble() / 2;
  }

  private long holdOff(int attempts) {
    return holdOff(attempts, spread());
  }

  private long holdOff(int attempts, double spread) {
    int factor = HOLD_OFF_ROUND_TRIPS << Math.min(attempts, HOLD_OFF_DOUBLINGS_MAX);
    long usual = Math.min(factor * roundTrip.nanos(), HOLD_OFF_NANOS_MAX);
    if (attempts > ATTEMPTS_TO_RETRACT) {
      usual = Math.min(HOLD_OFF_NANOS_MAX, usual << Math.min(attempts - ATTEMPTS_TO_RETRACT, 6));
    }
    if (attempts > ATTEMPTS_TO_FORGET) {
      // Hardly anybody has it. Whoever comes with it says so.
      usual <<= Math.min(attempts - ATTEMPTS_TO_FORGET, HOPELESS_DOUBLINGS_MAX);
    }
    return (long) (usual * spread);
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /** Somebody else has asked, or says that it is coming: for a while we do not. */
  void silence(Ranges ranges, long nowNanos) {
    Peer peer = peers.get(ranges.log());
    if (peer == null) {
      return;
    }
    for (Ranges.Range range : ranges.ranges()) {
      if (range.from() == 0 && peer.introductionSilences < limits.silencesMax()) {
        peer.introductionSilences++;
        long until = nowNanos + holdOff(peer.introductionAttempts);
        peer.introductionDueNanos = later(peer.introductionDueNanos, until);
      }
      int from = Math.max(range.from(), peer.log.next());
      int to = Math.min(range.to(), peer.log.highest());
      for (int sequence = from; sequence <= to; sequence++) {
        if (!peer.log.missing().maySilence(sequence, limits.silencesMax())) {
          continue;
        }
        long until = nowNanos + holdOff(peer.log.missing().attempts(sequence));
        if (peer.log.missing().silence(sequence, until, limits.silencesMax())) {
          counters.increment(SessionCounter.BLOCKS_SILENCED);
        }
      }
    }
  }
}
