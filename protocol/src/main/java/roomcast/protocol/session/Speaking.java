package roomcast.protocol.session;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.repair.RepairRing;
import roomcast.protocol.sending.HeartbeatSchedule;
import roomcast.protocol.sending.Outbox;
import roomcast.protocol.sending.OutgoingLog;
import roomcast.protocol.sending.Pace;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Seal;

/** What we say: outbox, log, pace, and who we are. */
final class Speaking {
  private static final int DATAGRAM_BYTES = 1_232;

  /** The newest block is said again with the first heartbeat if it and its seal are not longer. */
  private static final int ECHO_BYTES_MAX = 600;

  private final RoomTag room;
  private final Self self;
  private final Counters<SessionCounter> counters;
  private final HybridClock clock;
  private final RepairRing ring;
  private final Outbox outbox;
  private final Pace pace = new Pace();
  final HeartbeatSchedule schedule;
  private OutgoingLog log;
  private Introduction introduction;
  private boolean introduced;
  private OutgoingLog.@Nullable Run newest;

  Speaking(
      long nowNanos,
      RoomTag room,
      Self self,
      RoomLimits limits,
      Counters<SessionCounter> counters,
      RandomGenerator random,
      HybridClock clock,
      RepairRing ring) {
    this.room = room;
    this.self = self;
    this.counters = counters;
    this.clock = clock;
    this.ring = ring;
    this.outbox = new Outbox(limits.outboxBytesMax(), limits.sealIntervalNanos());
    this.schedule = new HeartbeatSchedule(random);
    this.log = new OutgoingLog(room, self.log(), self.signer(), self.position());
    this.introduction = introduction(nowNanos, self.name());
    ring.watch(log.id(), nowNanos - self.idleNanos());
  }

  private Introduction introduction(long nowNanos, String name) {
    return Introduction.signed(
        self.signer(),
        room,
        log.id().incarnation(),
        self.seat(),
        self.role(),
        clock.next(nowNanos),
        name);
  }

  LogId id() {
    return log.id();
  }

  int last() {
    return log.last();
  }

  OutgoingLog.Position position() {
    return log.position(clock.latest());
  }

  Introduction introduction() {
    return introduction;
  }

  /** Whether the others have been sent our introduction. */
  boolean isIntroduced() {
    return introduced;
  }

  void setIntroduced() {
    introduced = true;
  }

  void rename(long nowNanos, String name) {
    introduction = introduction(nowNanos, name);
    introduced = false;
  }

  /** Takes a message; returns its ticket, or 0 if too much waits. */
  long publish(Message message) {
    long ticket = outbox.offer(message);
    if (ticket == 0) {
      counters.increment(SessionCounter.MESSAGES_REFUSED);
    }
    return ticket;
  }

  boolean hasNothingToSay() {
    return outbox.isEmpty();
  }

  /** When the next run may leave, or {@link RoomSession#NO_DEADLINE}. */
  long deadline(long nowNanos) {
    long ready = outbox.deadline(nowNanos);
    if (ready == Long.MAX_VALUE) {
      return RoomSession.NO_DEADLINE;
    }
    long paced = pace.whenNanos(nowNanos, DATAGRAM_BYTES);
    return ready - paced < 0 ? paced : ready;
  }

  /** Makes a run of what waits and sends it, if it is time; what became of its messages. */
  Outbox.@Nullable Filled speak(long nowNanos, Outbound outbound) {
    if (outbox.isEmpty()) {
      return null;
    }
    long credit = pace.credit(nowNanos);
    int blocks = (int) Math.min(Seal.BLOCKS_MAX, credit / DATAGRAM_BYTES);
    if (blocks < 1 || log.last() > Block.SEQUENCE_MAX - 2 * Seal.BLOCKS_MAX) {
      return null;
    }
    Outbox.Filled filled = outbox.fill(nowNanos, log, clock.next(nowNanos), blocks);
    if (filled == null) {
      return null;
    }
    OutgoingLog.Run run = filled.run();
    outbound.sendRun(run, introduced ? null : introduction);
    introduced = true;
    newest = run;
    int bytes = Seal.BYTES;
    for (Block block : run.blocks()) {
      bytes += block.size();
    }
    pace.sent(bytes);
    ring.add(nowNanos, run.blocks(), run.seal());
    counters.add(SessionCounter.BLOCKS_SENT, run.blocks().size());
    counters.add(SessionCounter.MESSAGES_SENT, filled.messages().size());
    return filled;
  }

  /** Others lack so much of what we said. */
  void lacked(int bytes) {
    pace.lacked(bytes);
  }

  /** The newest run, if it is one short block: to be said again with a heartbeat. */
  OutgoingLog.@Nullable Run tail() {
    OutgoingLog.Run run = newest;
    return run != null
            && run.blocks().size() == 1
            && run.blocks().getFirst().size() + Seal.BYTES <= ECHO_BYTES_MAX
        ? run
        : null;
  }

  /** The first block of our log that we can repair; one past the last if there is none. */
  int first() {
    int first = ring.firstProvable(log.id());
    return first == 0 ? log.last() + 1 : first;
  }

  /** Whether the log is nearly full. */
  boolean isLogFull() {
    return log.last() > Block.SEQUENCE_MAX - 2 * Seal.BLOCKS_MAX;
  }

  /** Whether a seal of our log is not ours: we hold another one, or have not got so far. */
  boolean isForeign(Seal seal) {
    Seal held = ring.seal(log.id(), seal.to());
    return seal.to() > log.last() || (held != null && !held.isSame(seal));
  }

  /** Goes on under a new incarnation. */
  void roll(long nowNanos, int incarnation) {
    LogId next = new LogId(log.id().sender(), incarnation);
    log = new OutgoingLog(room, next, self.signer(), OutgoingLog.Position.beginning());
    newest = null;
    rename(nowNanos, introduction.name());
    ring.watch(next, nowNanos);
  }
}
