package roomcast.protocol.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.pacing.Budget;
import roomcast.protocol.repair.Backoff;
import roomcast.protocol.repair.RepairQueue;
import roomcast.protocol.repair.RepairQueue.Wanted;
import roomcast.protocol.repair.RepairRing;
import roomcast.protocol.repair.RoundTrip;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.Ranges;
import roomcast.protocol.wire.Seal;

/**
 * Sends what others lack: first the directory, then the writer, then whoever holds it, each unless
 * it hears another's repair. What is spent on it is bounded.
 */
final class Repairing {
  /** Others than the directory and the writer answer from the second request on. */
  private static final int ATTEMPT_OF_HOLDERS = 1;

  /** What others ask for within this part of a round trip is repaired together. */
  private static final int GATHER_PART = 4;

  private static final int OFFERED_MAX = 256;
  private static final int BLOCKS_PER_TURN = 64;
  private static final double SHARE_OF_TRAFFIC = 2;
  private static final long BURST_BYTES = 300_000;

  private final RoomLimits limits;
  private final Counters<SessionCounter> counters;
  private final Timers timers;
  private final RoundTrip roundTrip;
  private final Backoff backoff;
  private final Peers peers;
  private final RepairRing ring;
  private final RepairQueue queue;
  private final Outbound outbound;
  private final Budget budget;
  private final boolean isDirectory;
  private @Nullable Stamp stamp;

  /** The stamp of the negative acknowledgement that is answered next. */
  private record Stamp(long sender, int value, long heardNanos) {}

  Repairing(
      long nowNanos,
      RoomLimits limits,
      Counters<SessionCounter> counters,
      Timers timers,
      RoundTrip roundTrip,
      Backoff backoff,
      Peers peers,
      RepairRing ring,
      Outbound outbound,
      boolean isDirectory) {
    this.limits = limits;
    this.counters = counters;
    this.timers = timers;
    this.roundTrip = roundTrip;
    this.backoff = backoff;
    this.peers = peers;
    this.ring = ring;
    this.outbound = outbound;
    this.isDirectory = isDirectory;
    this.queue = new RepairQueue(limits.repairsMax());
    this.budget =
        new Budget(nowNanos, limits.repairBytesPerSecond(), SHARE_OF_TRAFFIC, BURST_BYTES);
  }

  /** So many bytes of new blocks came, or were sent. */
  void sawData(int bytes) {
    budget.seen(bytes);
  }

  /**
   * Somebody lacks blocks of a log.
   *
   * @param own whether we write it
   * @return how many bytes of it were not known to be lacked
   */
  int wanted(long nowNanos, Ranges ranges, Part.Nack nack, LogId asker, boolean own) {
    int bytes = 0;
    int left = limits.nackBlocksMax();
    for (Ranges.Range range : ranges.ranges()) {
      int from = Math.max(range.from(), range.from() == 0 ? 0 : ring.first(ranges.log()));
      for (int sequence = from; sequence <= range.to() && left > 0; sequence++) {
        Block block = sequence == 0 ? null : ring.block(ranges.log(), sequence);
        boolean held = block != null || (sequence == 0 && introduction(ranges.log(), own));
        if (!held) {
          if (sequence > 0) {
            break;
          }
          continue;
        }
        left--;
        Wanted wanted = new Wanted(ranges.log(), sequence);
        long delay = delay(ranges.log(), own, nack.attempt());
        if (delay >= 0) {
          RepairQueue.Outcome outcome = queue.want(nowNanos, wanted, delay);
          if (outcome == RepairQueue.Outcome.QUEUED) {
            bytes += block == null ? 0 : block.size();
            stamp = stamp == null ? new Stamp(asker.sender(), nack.stamp(), nowNanos) : stamp;
          } else if (outcome == RepairQueue.Outcome.REFUSED) {
            counters.increment(SessionCounter.REPAIR_LIMIT_DROPPED);
          }
        }
      }
    }
    note();
    return bytes;
  }

  private boolean introduction(LogId log, boolean own) {
    Peer peer = peers.get(log);
    return own || (peer != null && peer.introduction != null);
  }

  /** How long to wait for somebody who is nearer to repairing; -1 for ever. */
  private long delay(LogId log, boolean own, int attempt) {
    long nanos = roundTrip.nanos();
    long gather = nanos / GATHER_PART;
    if (isDirectory) {
      return gather;
    }
    if (own) {
      return peers.hasDirectory() && attempt == 0 ? gather + nanos : gather;
    }
    Peer peer = peers.get(log);
    boolean writerHere = peer != null && peer.state != Presence.State.GONE && !peer.replaced;
    if (attempt < ATTEMPT_OF_HOLDERS && (writerHere || peers.hasDirectory())) {
      return -1;
    }
    return gather + nanos + nanos / 2 + backoff.draw(nanos, peers.group());
  }

  /** Somebody has said that it cannot be had; we hold some of it, and say otherwise. */
  void offer(long nowNanos, LogId log, int from, int to) {
    int first = Math.max(from, ring.first(log));
    for (int sequence = first; sequence <= to && sequence - first < OFFERED_MAX; sequence++) {
      if (ring.block(log, sequence) != null) {
        long delay = backoff.draw(roundTrip.nanos(), peers.group());
        queue.want(nowNanos, new Wanted(log, sequence), delay);
      }
    }
    note();
  }

  /** Somebody has sent this block. */
  void seen(long nowNanos, LogId log, int sequence) {
    Wanted wanted = new Wanted(log, sequence);
    if (queue.isWaiting(wanted)) {
      counters.increment(SessionCounter.REPAIRS_SPARED);
      queue.repaired(wanted, nowNanos + roundTrip.nanos());
      note();
    }
  }

  private void note() {
    long deadline = queue.deadline();
    if (deadline == RepairQueue.NO_DEADLINE) {
      timers.clear(Timer.REPAIR);
    } else {
      timers.set(Timer.REPAIR, deadline);
    }
  }

  /** {@link Timer#REPAIR}. */
  void repair(long nowNanos, Introduction own, LogId ownLog) {
    if (!budget.has(nowNanos)) {
      timers.set(Timer.REPAIR, Math.max(budget.nextNanos(), nowNanos + 1));
      return;
    }
    List<Part> parts = new ArrayList<>();
    @Nullable Seal last = null;
    // A little ahead, so that neighbours that were asked for together leave together.
    for (Wanted wanted : takeHeld(nowNanos, ownLog)) {
      queue.repaired(wanted, nowNanos + roundTrip.nanos());
      if (wanted.sequence() == 0) {
        Introduction introduction = wanted.log().equals(ownLog) ? own : known(wanted.log());
        if (introduction != null) {
          parts.add(new Part.OfIntroduction(introduction));
        }
        continue;
      }
      Block block = ring.block(wanted.log(), wanted.sequence());
      Seal seal = ring.seal(wanted.log(), wanted.sequence());
      if (block == null || seal == null) {
        continue;
      }
      if (last != null && !last.isSame(seal)) {
        parts.add(new Part.OfSeal(last));
      }
      last = seal;
      parts.add(new Part.OfBlock(block));
      counters.increment(SessionCounter.REPAIRS_SENT);
    }
    if (last != null) {
      parts.add(new Part.OfSeal(last));
    }
    if (!parts.isEmpty()) {
      echo(nowNanos, parts);
      int bytes = outbound.sendRepairs(parts);
      budget.spend(bytes);
      counters.add(SessionCounter.REPAIR_BYTES_SENT, bytes);
    }
    note();
  }

  /** What is due and still held; what was let go meanwhile is passed over. */
  private List<Wanted> takeHeld(long nowNanos, LogId ownLog) {
    List<Wanted> held = new ArrayList<>();
    List<Wanted> due;
    do {
      due = queue.takeDue(nowNanos + roundTrip.nanos() / 8, BLOCKS_PER_TURN);
      for (Wanted wanted : due) {
        boolean known =
            wanted.sequence() == 0
                ? wanted.log().equals(ownLog) || known(wanted.log()) != null
                : ring.block(wanted.log(), wanted.sequence()) != null;
        if (known) {
          held.add(wanted);
        }
      }
    } while (held.isEmpty() && !due.isEmpty());
    return held;
  }

  private void echo(long nowNanos, List<Part> parts) {
    Stamp answered = stamp;
    stamp = null;
    if (answered != null) {
      int heldMicros = (int) ((nowNanos - answered.heardNanos) / 1_000);
      parts.addFirst(new Part.Echo(answered.sender, answered.value, heldMicros));
    }
  }

  private @Nullable Introduction known(LogId log) {
    Peer peer = peers.get(log);
    return peer == null ? null : peer.introduction;
  }
}
