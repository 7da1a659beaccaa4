package roomcast.protocol.session;

import org.jspecify.annotations.Nullable;
import roomcast.protocol.repair.Backoff;
import roomcast.protocol.repair.RoundTrip;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Signer;
import roomcast.protocol.wire.Statement;

/** Who holds what: we ask before we end, and answer those who ask. */
final class Holding {
  private static final long ASK_NANOS = 20_000_000;
  private static final int DOUBLINGS_MAX = 5;
  private static final int ASKS_MAX = 64;

  private final RoomTag room;
  private final Signer signer;
  private final Timers timers;
  private final RoundTrip roundTrip;
  private final Backoff backoff;
  private final Peers peers;
  private final Outbound outbound;
  private final boolean isDirectory;
  private int asks;
  private int heldTo;

  Holding(
      RoomTag room,
      Signer signer,
      Timers timers,
      RoundTrip roundTrip,
      Backoff backoff,
      Peers peers,
      Outbound outbound,
      boolean isDirectory) {
    this.room = room;
    this.signer = signer;
    this.timers = timers;
    this.roundTrip = roundTrip;
    this.backoff = backoff;
    this.peers = peers;
    this.outbound = outbound;
    this.isDirectory = isDirectory;
  }

  /** Asks now, and again until somebody holds all. */
  void ask(long nowNanos) {
    asks = 0;
    timers.set(Timer.WHO_HOLDS, nowNanos);
  }

  /** Our log is another one now. */
  void reset() {
    heldTo = 0;
  }

  /** {@link Timer#WHO_HOLDS}. */
  void askAgain(long nowNanos, int last) {
    if (heldTo >= last || asks >= ASKS_MAX) {
      return;
    }
    outbound.send(DatagramKind.CONTROL, new Part.WhoHolds(last));
    outbound.flush();
    long first = Math.max(ASK_NANOS, 6 * roundTrip.nanos());
    timers.set(Timer.WHO_HOLDS, nowNanos + (first << Math.min(asks, DOUBLINGS_MAX)));
    asks++;
  }

  /** Another has proved to hold our log up to a block; whether that is news. */
  boolean held(int to) {
    boolean news = to > heldTo;
    heldTo = Math.max(heldTo, to);
    return news;
  }

  /** Somebody wants to know whether we hold its log. */
  void asked(Peer peer, int last, long nowNanos) {
    long delay = isDirectory ? 0 : backoff.draw(roundTrip.nanos(), peers.group());
    peer.heldWanted = Math.max(peer.heldWanted, last);
    peer.heldDueNanos = nowNanos + delay;
    answerIfProved(peer);
  }

  /** More of its log has been proved. */
  void answerIfProved(Peer peer) {
    if (peer.heldWanted > 0 && peer.log.next() > peer.heldWanted) {
      timers.setEarlier(Timer.HELD, peer.heldDueNanos);
    }
  }

  /** Another has answered. */
  void heardHeld(LogId log, int last) {
    Peer peer = peers.get(log);
    if (peer != null && last >= peer.heldWanted) {
      peer.heldWanted = 0;
    }
  }

  /** {@link Timer#HELD}. */
  void answer(long nowNanos, LogId own, Introduction introduction) {
    @Nullable Long later = null;
    for (Peer peer : peers.all()) {
      if (peer.heldWanted == 0 || peer.log.next() <= peer.heldWanted) {
        continue;
      }
      if (peer.heldDueNanos - nowNanos > 0) {
        later = later == null ? peer.heldDueNanos : Math.min(later, peer.heldDueNanos);
        continue;
      }
      int last = peer.log.next() - 1;
      peer.heldWanted = 0;
      byte[] signature = signer.sign(Statement.held(room, own, peer.id, last));
      outbound.send(DatagramKind.CONTROL, new Part.OfIntroduction(introduction));
      outbound.send(DatagramKind.CONTROL, new Part.Held(peer.id, last, signature));
    }
    outbound.flush();
    if (later != null) {
      timers.setEarlier(Timer.HELD, later);
    }
  }
}
