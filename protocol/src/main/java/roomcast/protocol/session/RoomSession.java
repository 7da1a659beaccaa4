package roomcast.protocol.session;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.repair.Backoff;
import roomcast.protocol.repair.RepairRing;
import roomcast.protocol.repair.RoundTrip;
import roomcast.protocol.sending.Outbox;
import roomcast.protocol.sending.OutgoingLog;
import roomcast.protocol.text.ChatLine;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.PublicKey;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Statement;

/**
 * One member in one room.
 *
 * <p>Datagrams, timeouts, commands and the time go in; datagrams for the group, events and
 * signatures to check come out by {@code poll…}, which the caller empties after each input. Belongs
 * to one thread. Time never goes back.
 */
public final class RoomSession {
  /** No deadline. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private static final long EXPIRE_NANOS = 1_000_000_000;
  private static final int ROLL_SPREAD = 4_096;
  private static final long LEAVE_AGAIN_NANOS = 200_000_000;

  private final RoomTag room;
  private final Self self;
  private final RoomLimits limits;
  private final RandomGenerator random;
  private final Counters<SessionCounter> counters = new Counters<>(SessionCounter.class);
  private final Timers timers = new Timers();
  private final RoundTrip roundTrip = new RoundTrip();
  private final HybridClock clock;
  private final Deque<RoomEvent> events = new ArrayDeque<>();
  private final Peers peers;
  private final RepairRing ring;
  private final Outbound outbound;
  private final Speaking speaking;
  private final Asking asking;
  private final Repairing repairing;
  private final Greeting greeting;
  private final Holding holding;
  private final Attendance attendance;
  private final Farewell farewell;
  private final Proving proving;
  private final Extents extents;
  private final Hearing hearing;
  private long lastNanos;
  private boolean inside;
  private boolean leaving;
  private long goodbyeClock;

  /**
   * Not in the room before {@link #join}.
   *
   * @param wallOffsetMillis milliseconds since 1970 at the monotonic time zero
   */
  public RoomSession(
      long nowNanos,
      RoomTag room,
      Self self,
      RoomLimits limits,
      RandomGenerator random,
      long wallOffsetMillis) {
    this.room = room;
    this.self = self;
    this.limits = limits;
    this.random = random;
    this.lastNanos = nowNanos;
    boolean directory = self.role() == Introduction.Role.DIRECTORY;
    Backoff backoff = new Backoff(random);
    this.clock = new HybridClock(wallOffsetMillis, self.position().clock());
    this.peers = new Peers(limits, counters);
    this.ring = new RepairRing(limits.ringBytesMax(), limits.ringAgeMaxNanos());
    this.outbound = new Outbound(room, self.log(), counters);
    this.speaking = new Speaking(nowNanos, room, self, limits, counters, random, clock, ring);
    this.asking =
        new Asking(nowNanos, limits, counters, random, timers, roundTrip, peers, outbound);
    this.repairing = newRepairing(nowNanos, backoff, directory);
    this.greeting = new Greeting(timers, roundTrip, backoff, peers, outbound, directory);
    this.holding =
        new Holding(room, self.signer(), timers, roundTrip, backoff, peers, outbound, directory);
    this.attendance = new Attendance(timers, peers, events);
    this.farewell =
        new Farewell(
            nowNanos, room, self, counters, timers, roundTrip, peers, ring, outbound, events);
    this.proving = newProving(random);
    this.extents =
        new Extents(limits, counters, timers, peers, ring, speaking, asking, greeting, farewell);
    this.hearing =
        new Hearing(
            nowNanos,
            room,
            self,
            limits,
            counters,
            timers,
            roundTrip,
            peers,
            ring,
            speaking,
            asking,
            repairing,
            greeting,
            extents,
            holding,
            attendance,
            farewell,
            proving,
            outbound);
  }

  private Repairing newRepairing(long nowNanos, Backoff backoff, boolean directory) {
    return new Repairing(
        nowNanos, limits, counters, timers, roundTrip, backoff, peers, ring, outbound, directory);
  }

  private Proving newProving(RandomGenerator chance) {
    return new Proving(
        room,
        limits,
        counters,
        clock,
        timers,
        chance,
        peers,
        ring,
        outbound,
        asking,
        repairing,
        holding,
        attendance,
        farewell,
        events);
  }

  private void at(long nowNanos) {
    if (nowNanos - lastNanos < 0) {
      throw new IllegalStateException("time goes back by " + (lastNanos - nowNanos) + " ns");
    }
    lastNanos = nowNanos;
  }

  /** Goes in: asks how far the others' logs go, and says that we are here. */
  public void join(long nowNanos) {
    at(nowNanos);
    if (inside || leaving) {
      throw new IllegalStateException("joined already");
    }
    inside = true;
    farewell.joined(nowNanos);
    greeting.join(nowNanos);
    timers.set(Timer.HEARTBEAT, nowNanos);
    act(nowNanos);
  }

  /** Says goodbye. The session goes on repairing until it is no longer driven. */
  public void leave(long nowNanos) {
    at(nowNanos);
    if (inside && !leaving) {
      leaving = true;
      goodbyeClock = clock.next(nowNanos);
      sayGoodbye();
      timers.clear(Timer.HEARTBEAT);
      timers.set(Timer.LEAVE_AGAIN, nowNanos + LEAVE_AGAIN_NANOS);
    }
  }

  private void sayGoodbye() {
    int last = speaking.last();
    byte[] message = Statement.leave(room, speaking.id(), last, goodbyeClock);
    outbound.send(
        DatagramKind.CONTROL, new Part.Leave(last, goodbyeClock, self.signer().sign(message)));
    outbound.flush();
  }

  /** Whether the goodbye has been said for the last time. */
  public boolean isOver() {
    return leaving && !timers.isSet(Timer.LEAVE_AGAIN);
  }

  /**
   * Says something.
   *
   * @return a ticket, by which {@link RoomEvent.Sent} names it; 0 if too much waits to be sent
   * @throws IllegalStateException if we are not in the room
   * @throws IllegalArgumentException if text or name are none that others would accept
   */
  public long publish(long nowNanos, Message message) {
    at(nowNanos);
    if (!inside || leaving) {
      throw new IllegalStateException("not in the room");
    }
    String wrong = Message.whyNoText(message.text());
    if (wrong != null) {
      throw new IllegalArgumentException("the text " + wrong);
    }
    wrong = ChatLine.whyNoName(message.name());
    if (wrong != null) {
      throw new IllegalArgumentException("the name " + wrong);
    }
    return speaking.publish(message);
  }

  /** Asks who holds all that we have said; {@link RoomEvent.Held} answers. Repeats by itself. */
  public void askWhoHolds(long nowNanos) {
    at(nowNanos);
    holding.ask(nowNanos);
    act(nowNanos);
  }

  /** Whether nothing waits to be said for the first time. */
  public boolean hasNothingToSay() {
    return speaking.hasNothingToSay();
  }

  /** Has another chat name from now on. */
  public void rename(long nowNanos, String name) {
    at(nowNanos);
    speaking.rename(nowNanos, name);
    timers.setEarlier(Timer.HEARTBEAT, nowNanos);
  }

  /** A datagram came by the room's group, or to us alone. */
  public void handleDatagram(long nowNanos, byte[] datagram, InetSocketAddress source) {
    at(nowNanos);
    if (inside) {
      hearing.handle(nowNanos, datagram, source);
      emit(hearing.pollNewer());
      if (roundTrip.pollNews(nowNanos)) {
        timers.setEarlier(Timer.HEARTBEAT, nowNanos);
      }
      if (!leaving && !timers.isSet(Timer.HEARTBEAT) && peers.members() > 1) {
        timers.set(Timer.HEARTBEAT, nowNanos + roundTrip.nanos());
      }
    }
  }

  private void emit(@Nullable RoomEvent event) {
    if (event != null) {
      events.add(event);
    }
  }

  /** A deadline has come. */
  public void handleTimeout(long nowNanos) {
    at(nowNanos);
    act(nowNanos);
  }

  private void act(long nowNanos) {
    for (Timer timer : Timer.values()) {
      if (timers.take(timer, nowNanos)) {
        fire(timer, nowNanos);
      }
    }
  }

  private void fire(Timer timer, long nowNanos) {
    switch (timer) {
      case ASK -> asking.ask(nowNanos);
      case REPAIR -> repairing.repair(nowNanos, speaking.introduction(), speaking.id());
      case HEARTBEAT -> beat(nowNanos);
      case HELLO -> {
        if (!greeting.hello(nowNanos)) {
          emit(new RoomEvent.Joined(greeting.isAnswered()));
        }
      }
      case HAVE -> greeting.have(extents.own(), extents.others());
      case WHO_HOLDS -> holding.askAgain(nowNanos, speaking.last());
      case HELD -> holding.answer(nowNanos, speaking.id(), speaking.introduction());
      case SAY_LOST -> farewell.sayLost(nowNanos, speaking.id(), speaking.first());
      case APPLY_LOST -> {
        farewell.apply(nowNanos);
        peers.incomplete().forEach(proving::advance);
        peers.incomplete().forEach(proving::goOnBehindHole);
      }
      case LEAVE_AGAIN -> sayGoodbye();
      case WAITING -> reportWaiting(nowNanos);
      case CHALLENGE -> proving.challengeAgain(nowNanos);
      case SWEEP -> {
        attendance.sweep(nowNanos);
        if (ring.expire(nowNanos)) {
          timers.setEarlier(Timer.SWEEP, nowNanos + EXPIRE_NANOS);
        }
      }
    }
  }

  private void beat(long nowNanos) {
    boolean first = speaking.schedule.isFirst(roundTrip.nanos());
    boolean presence = speaking.schedule.isPresence();
    outbound.send(
        DatagramKind.CONTROL,
        new Part.Heartbeat(
            Math.max(1, speaking.first()),
            speaking.last(),
            roundTrip.say(),
            Math.min(peers.members(), 0xffff),
            extents.holdings()));
    if (presence || !speaking.isIntroduced()) {
      speaking.setIntroduced();
      outbound.send(DatagramKind.CONTROL, new Part.OfIntroduction(speaking.introduction()));
    }
    OutgoingLog.Run tail = first ? speaking.tail() : null;
    if (tail != null) {
      outbound.send(DatagramKind.CONTROL, new Part.OfBlock(tail.blocks().getFirst()));
      outbound.send(DatagramKind.CONTROL, new Part.OfSeal(tail.seal()));
    }
    outbound.flush();
    long next = nowNanos + speaking.schedule.beaten(peers.presenceGroup());
    // A directory is in every room of a network: it is silent where nobody is to hear it.
    boolean alone = self.role() == Introduction.Role.DIRECTORY && peers.members() == 1;
    if (!alone || !speaking.schedule.isPresence()) {
      timers.set(Timer.HEARTBEAT, next);
    }
  }

  private void reportWaiting(long nowNanos) {
    long since = nowNanos - limits.waitingNanos();
    long next = NO_DEADLINE;
    for (Peer peer : peers.incomplete()) {
      var gap = peer.log.missing().reportGap(since);
      if (gap != null && peer.introduction != null) {
        emit(new RoomEvent.Waiting(peer.id, gap.from(), gap.to()));
      }
      next = Math.min(next, peer.log.missing().gapSinceNanos());
    }
    if (next != NO_DEADLINE) {
      timers.setEarlier(Timer.WAITING, Math.max(nowNanos + 1, next + limits.waitingNanos()));
    }
  }

  private void speak(long nowNanos) {
    Outbox.Filled filled = inside && !leaving ? speaking.speak(nowNanos, outbound) : null;
    if (filled == null) {
      return;
    }
    for (Outbox.Numbered one : filled.messages()) {
      emit(
          new RoomEvent.Sent(
              one.ticket(),
              speaking.id(),
              one.sequence(),
              one.index(),
              one.clock(),
              one.message()));
    }
    int bytes = 0;
    for (Block block : filled.run().blocks()) {
      bytes += block.size();
    }
    repairing.sawData(bytes);
    hearing.said(nowNanos);
    timers.setEarlier(Timer.SWEEP, nowNanos + EXPIRE_NANOS);
    timers.set(Timer.HEARTBEAT, nowNanos + speaking.schedule.said(roundTrip.nanos()));
    if (speaking.isLogFull()) {
      farewell.retire(speaking.id());
      roll(nowNanos);
    }
  }

  /** Goes on under another incarnation. */
  private void roll(long nowNanos) {
    LogId before = speaking.id();
    Peer former = peers.add(before, speaking.last() + 1, nowNanos);
    if (former != null) {
      // If somebody else writes it too, it is another's from now on.
      peers.past(former);
    }
    long seconds = clock.wallMillis(nowNanos) / 1_000;
    // With chance: two clones find each other at the same time, and must not meet again.
    long next = Math.max((before.incarnation() & 0xffff_ffffL) + 1, seconds);
    int incarnation = (int) (next + random.nextInt(ROLL_SPREAD));
    speaking.roll(nowNanos, incarnation);
    outbound.setSpeaker(speaking.id());
    timers.setEarlier(Timer.HEARTBEAT, nowNanos);
    holding.reset();
  }

  /** The next datagram to send to the group, or null. */
  public byte @Nullable [] pollTransmit(long nowNanos) {
    at(nowNanos);
    if (proving.pollCloned()) {
      LogId before = speaking.id();
      roll(nowNanos);
      farewell.disown(before);
      emit(new RoomEvent.Cloned(before, speaking.id()));
    }
    byte[] ready = outbound.poll();
    if (ready == null) {
      speak(nowNanos);
      ready = outbound.poll();
    }
    return ready;
  }

  /** When {@link #handleTimeout} wants to be called, or {@link #NO_DEADLINE}. */
  public long pollDeadline() {
    long timer = timers.earliest();
    long speech = inside && !leaving ? speaking.deadline(lastNanos) : NO_DEADLINE;
    if (timer == NO_DEADLINE || speech == NO_DEADLINE) {
      return Math.min(timer, speech);
    }
    return timer - speech <= 0 ? timer : speech;
  }

  /** The next event, or null. */
  public @Nullable RoomEvent pollEvent() {
    return events.poll();
  }

  /** The next signature to check, or null; {@link #handleVerified} takes the answer. */
  public @Nullable Verification pollVerification() {
    return proving.poll();
  }

  /** A signature was checked. */
  public void handleVerified(long nowNanos, Verification verification, boolean right) {
    at(nowNanos);
    proving.handle(nowNanos, verification, right);
  }

  /** Everybody else of whom we know, gone ones too, but only their newest incarnations. */
  public List<Presence> members() {
    return peers.all().stream()
        .filter(peer -> peer.introduction != null && !peer.replaced)
        .map(Peer::presence)
        .toList();
  }

  /** What is known of the writer of a log, or null. */
  public @Nullable Presence member(LogId log) {
    Peer peer = peers.get(log);
    return peer == null ? null : peer.presence();
  }

  /**
   * From now on only a member of this key is taken for the room's directory; null: any that claims
   * to be one.
   */
  public void setDirectoryKey(@Nullable PublicKey key) {
    peers.setDirectoryKey(key);
  }

  /** Whether the writer of a log is the room's directory, here or gone. */
  public boolean isDirectory(LogId log) {
    return peers.isDirectory(log);
  }

  /** What it counts. */
  public Counters<SessionCounter> counters() {
    return counters;
  }

  /** The log that we write now. */
  public LogId log() {
    return speaking.id();
  }

  /** Where our log stands. */
  public OutgoingLog.Position position() {
    return speaking.position();
  }

  /** The round trip by which the timers of repair go, in nanoseconds. */
  public long roundTripNanos() {
    return roundTrip.nanos();
  }

  /** Bytes of blocks held for others, and of blocks that wait to be proved. */
  public long bytesHeld() {
    return ring.bytes() + peers.stagedBytes();
  }
}
