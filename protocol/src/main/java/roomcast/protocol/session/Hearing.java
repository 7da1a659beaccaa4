package roomcast.protocol.session;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.pacing.TokenBucket;
import roomcast.protocol.repair.RepairRing;
import roomcast.protocol.repair.RoundTrip;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.DatagramReader;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.Ranges;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Seal;
import roomcast.protocol.wire.Statement;

/** Reads what comes by the group, and hands each part to whom it concerns. */
final class Hearing {
  private static final int SOURCES_MAX = 1_024;
  private static final int ALIVES_PER_SECOND = 20;

  private final RoomTag room;
  private final Self self;
  private final RoomLimits limits;
  private final Counters<SessionCounter> counters;
  private final Timers timers;
  private final RoundTrip roundTrip;
  private final Peers peers;
  private final RepairRing ring;
  private final Speaking speaking;
  private final Asking asking;
  private final Repairing repairing;
  private final Greeting greeting;
  private final Extents extents;
  private final Holding holding;
  private final Attendance attendance;
  private final Farewell farewell;
  private final Proving proving;
  private final Outbound outbound;
  private final Map<InetSocketAddress, TokenBucket> controls =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, TokenBucket> eldest) {
          return size() > SOURCES_MAX;
        }
      };

  /** Answers to challenges are signed: so many a second in all, whoever asks. */
  private final TokenBucket alives;

  private long dataNanos;
  private boolean newerTold;
  private boolean newerNew;

  Hearing(
      long nowNanos,
      RoomTag room,
      Self self,
      RoomLimits limits,
      Counters<SessionCounter> counters,
      Timers timers,
      RoundTrip roundTrip,
      Peers peers,
      RepairRing ring,
      Speaking speaking,
      Asking asking,
      Repairing repairing,
      Greeting greeting,
      Extents extents,
      Holding holding,
      Attendance attendance,
      Farewell farewell,
      Proving proving,
      Outbound outbound) {
    this.room = room;
    this.self = self;
    this.limits = limits;
    this.counters = counters;
    this.timers = timers;
    this.roundTrip = roundTrip;
    this.peers = peers;
    this.ring = ring;
    this.speaking = speaking;
    this.asking = asking;
    this.repairing = repairing;
    this.greeting = greeting;
    this.extents = extents;
    this.holding = holding;
    this.attendance = attendance;
    this.farewell = farewell;
    this.proving = proving;
    this.outbound = outbound;
    this.dataNanos = nowNanos;
    this.alives = new TokenBucket(nowNanos, ALIVES_PER_SECOND, ALIVES_PER_SECOND);
  }

  void handle(long nowNanos, byte[] bytes, InetSocketAddress source) {
    RoomTag tag = DatagramReader.roomOf(bytes);
    if (tag != null && !tag.equals(room)) {
      counters.increment(SessionCounter.OTHER_ROOM_DROPPED);
      return;
    }
    if (DatagramReader.isNewer(bytes)) {
      counters.increment(SessionCounter.NEWER_DROPPED);
      newerNew = !newerTold;
      newerTold = true;
      return;
    }
    ReceivedDatagram datagram = DatagramReader.read(bytes);
    if (datagram == null) {
      counters.increment(SessionCounter.MALFORMED_DROPPED);
      return;
    }
    if (datagram.speaker().equals(speaking.id()) && datagram.kind() != DatagramKind.DATA) {
      counters.increment(SessionCounter.OWN_IGNORED);
      return;
    }
    counters.increment(SessionCounter.DATAGRAMS_HEARD);
    for (Part part : datagram.parts()) {
      handle(nowNanos, datagram, part, source);
    }
    Peer speaker = peers.get(datagram.speaker());
    if (speaker != null) {
      asking.heard(speaker, nowNanos);
      speaker.source = source;
      attendance.heard(speaker, nowNanos);
    }
  }

  private void handle(
      long nowNanos, ReceivedDatagram datagram, Part part, InetSocketAddress source) {
    LogId speaker = datagram.speaker();
    switch (part) {
      case Part.OfBlock of -> block(nowNanos, datagram.kind(), of.block());
      case Part.OfSeal of -> seal(nowNanos, datagram.kind(), of.seal());
      case Part.Heartbeat beat -> heartbeat(nowNanos, speaker, beat);
      case Part.Echo echo -> echo(nowNanos, echo);
      default -> {
        // What makes us send something, check a signature, or walk through what is missing.
        if (mayAsk(nowNanos, source)) {
          request(nowNanos, speaker, part);
        } else {
          counters.increment(SessionCounter.CONTROL_LIMIT_DROPPED);
        }
      }
    }
  }

  private void echo(long nowNanos, Part.Echo echo) {
    if (echo.to() == speaking.id().sender() && asking.takeStamp(echo.stamp())) {
      int micros = (int) (nowNanos / 1_000) - echo.stamp() - echo.heldMicros();
      if (micros >= 0 && echo.heldMicros() >= 0) {
        roundTrip.measured(nowNanos, micros * 1_000L);
      }
    }
  }

  private boolean mayAsk(long nowNanos, InetSocketAddress source) {
    TokenBucket bucket = controls.get(source);
    if (bucket == null) {
      int rate = limits.controlsPerSecond();
      bucket = new TokenBucket(nowNanos, rate, rate);
      controls.put(source, bucket);
    }
    return bucket.tryTake(nowNanos);
  }

  private void request(long nowNanos, LogId speaker, Part part) {
    switch (part) {
      case Part.Nack nack -> nack(nowNanos, speaker, nack);
      case Part.OfIntroduction of -> introduction(nowNanos, of.introduction());
      case Part.Coming coming ->
          coming.blocks().forEach(ranges -> asking.silence(ranges, nowNanos));
      case Part.Have have -> extents.have(nowNanos, have);
      case Part.Lost lost -> lost(nowNanos, speaker, lost);
      case Part.Leave leave -> leave(speaker, leave);
      case Part.Held held -> held(speaker, held);
      case Part.Alive alive -> alive(alive);
      case Part.Hello hello -> greeting.heardHello(nowNanos);
      case Part.WhoHolds who -> {
        Peer peer = extents.known(nowNanos, speaker, Math.max(1, who.last()));
        if (peer != null) {
          peer.log.missing().exists(who.last(), nowNanos, asking.firstDue(nowNanos));
          asking.wantIntroduction(peer, nowNanos);
          holding.asked(peer, who.last(), nowNanos);
        }
      }
      case Part.Challenge challenge -> {
        if (challenge.log().equals(speaking.id()) && alives.tryTake(nowNanos)) {
          byte[] message = Statement.alive(room, challenge.log(), challenge.nonce());
          outbound.send(
              DatagramKind.CONTROL,
              new Part.Alive(challenge.log(), challenge.nonce(), self.signer().sign(message)));
          outbound.flush();
        }
      }
      default -> throw new IllegalStateException("no request: " + part);
    }
  }

  private void block(long nowNanos, DatagramKind kind, Block block) {
    LogId log = block.log();
    repairing.seen(nowNanos, log, block.sequence());
    Peer peer =
        extents.isOldNews(log, kind) ? null : extents.known(nowNanos, log, block.sequence());
    if (peer == null) {
      return;
    }
    boolean earlier = block.sequence() < peer.log.next() && !peer.log.hasBegun();
    if (earlier && (kind == DatagramKind.DATA || proving.isSaidSinceJoining(block))) {
      // Said after we had come, whatever the start is that we were told.
      extents.beginEarlier(peer, block.sequence(), nowNanos);
    }
    if (peer.log.isKnown(block.sequence())) {
      counters.increment(SessionCounter.BLOCKS_DUPLICATE);
    } else if (isTooMuch(peer, block)) {
      counters.increment(SessionCounter.BLOCKS_REFUSED);
      peer.log.missing().exists(block.sequence(), nowNanos, asking.patientDue(nowNanos));
    } else if (peer.log.add(block, nowNanos, asking.patientDue(nowNanos))) {
      counters.increment(SessionCounter.BLOCKS_RECEIVED);
      dataNanos = nowNanos;
      asking.heardData(block.size());
      repairing.sawData(block.size());
      asking.hurryBefore(peer, block.sequence(), nowNanos);
      timers.setEarlier(Timer.WAITING, nowNanos + limits.waitingNanos());
    }
    asking.note(peer);
    proving.advance(peer);
  }

  private boolean isTooMuch(Peer peer, Block block) {
    if (block.sequence() == peer.log.next()) {
      return false;
    }
    if (peer.introduction == null
        && peer.log.stagedBytes() + block.size() > limits.unknownBytesMax()) {
      return true;
    }
    return peer.log.stagedBytes() + block.size() > limits.stagedBytesMax()
        || peers.stagedBytes() > limits.stagedBytesMax();
  }

  private void seal(long nowNanos, DatagramKind kind, Seal seal) {
    if (seal.log().equals(speaking.id())) {
      if (speaking.isForeign(seal)) {
        proving.checkClone(nowNanos, self.signer().publicKey(), seal);
      }
      return;
    }
    Peer peer =
        extents.isOldNews(seal.log(), kind)
            ? null
            : extents.known(nowNanos, seal.log(), seal.from());
    if (peer == null) {
      return;
    }
    Introduction writer = peer.introduction;
    Seal held = ring.seal(seal.log(), seal.to());
    if (seal.to() < peer.log.next() && held != null && writer != null && !held.isSame(seal)) {
      proving.checkEquivocation(nowNanos, peer, seal);
      return;
    }
    peer.log.add(seal, nowNanos, asking.patientDue(nowNanos));
    asking.note(peer);
    proving.advance(peer);
  }

  private void introduction(long nowNanos, Introduction introduction) {
    LogId log = introduction.log();
    Peer peer = peers.get(log);
    if (peer == null && !extents.isOwn(log) && !extents.isFormer(log)) {
      // A member that has said nothing yet, as far as we know.
      peer = peers.add(log, 1, nowNanos);
      if (peer != null) {
        peer.startUnknown = greeting.isJoining();
      }
    }
    repairing.seen(nowNanos, log, 0);
    if (peer != null && !extents.isOwn(log)) {
      proving.heard(introduction, peer);
    }
  }

  private void heartbeat(long nowNanos, LogId speaker, Part.Heartbeat beat) {
    roundTrip.heard(nowNanos, speaker, beat.roundTripCode());
    peers.heardGroup(beat.members());
    if (extents.heartbeat(nowNanos, speaker, beat) && !greeting.isJoining()) {
      greeting.heardHoldings(nowNanos, beat.holdings(), extents.holdings(), dataNanos);
    }
  }

  private void nack(long nowNanos, LogId speaker, Part.Nack nack) {
    counters.increment(SessionCounter.NACKS_HEARD);
    long sender = speaking.id().sender();
    for (Ranges ranges : nack.missing()) {
      boolean own = ranges.log().sender() == sender;
      asking.silence(ranges, nowNanos);
      int bytes = repairing.wanted(nowNanos, ranges, nack, speaker, own);
      if (own) {
        speaking.lacked(bytes);
        farewell.lacked(nowNanos, ranges, nack.attempt(), speaking.id(), speaking.last());
        boolean beyond = ranges.ranges().getLast().to() > speaking.last();
        if (beyond && ranges.log().equals(speaking.id())) {
          // Somebody was told that our log goes further: say how far it does.
          timers.setEarlier(Timer.HEARTBEAT, nowNanos + 4 * roundTrip.nanos());
        }
      }
    }
  }

  private void lost(long nowNanos, LogId speaker, Part.Lost lost) {
    if (lost.log().sender() != speaker.sender()) {
      counters.increment(SessionCounter.MALFORMED_DROPPED);
      return;
    }
    Peer peer = peers.get(lost.log());
    Peer signer = peers.get(speaker);
    if (peer == null || signer == null) {
      return;
    }
    repairing.offer(nowNanos, lost.log(), lost.from(), lost.to());
    if (lost.to() >= peer.log.next()) {
      proving.check(
          signer,
          new Proofs.Purpose.OfLost(peer, lost, lost.log().equals(speaker)),
          Statement.lost(room, lost.log(), lost.from(), lost.to(), lost.ageSeconds()),
          lost.signature());
    }
  }

  private void leave(LogId speaker, Part.Leave leave) {
    Peer peer = peers.get(speaker);
    Introduction writer = peer == null ? null : peer.introduction;
    if (peer != null
        && writer != null
        && !peer.left
        && Long.compareUnsigned(leave.clock(), writer.clock()) > 0) {
      proving.check(
          peer,
          new Proofs.Purpose.OfLeave(peer, leave.last()),
          Statement.leave(room, speaker, leave.last(), leave.clock()),
          leave.signature());
    }
  }

  private void held(LogId speaker, Part.Held held) {
    holding.heardHeld(held.log(), held.last());
    Peer holder = peers.get(speaker);
    boolean possible = held.last() <= speaking.last();
    if (held.log().equals(speaking.id()) && holder != null && possible) {
      byte[] message = Statement.held(room, speaker, held.log(), held.last());
      Introduction known = holder.introduction;
      if (known == null && !holder.candidates.isEmpty()) {
        known = holder.candidates.getLast();
      }
      if (known != null) {
        proving.checkWith(
            known, new Proofs.Purpose.OfHeld(holder, held), message, held.signature());
      }
    }
  }

  private void alive(Part.Alive alive) {
    Peer peer = peers.get(alive.log());
    if (peer != null && peer.challenge != 0 && peer.challenge == alive.nonce() && !peer.trusted) {
      proving.check(
          peer,
          new Proofs.Purpose.OfAlive(peer),
          Statement.alive(room, alive.log(), alive.nonce()),
          alive.signature());
    }
  }

  /** We have said something ourselves. */
  void said(long nowNanos) {
    dataNanos = nowNanos;
  }

  /** Told once when somebody speaks a later version. */
  @Nullable RoomEvent pollNewer() {
    boolean was = newerNew;
    newerNew = false;
    return was ? new RoomEvent.NewerVersion() : null;
  }
}
