package roomcast.protocol.session;

import java.util.Deque;
import roomcast.protocol.sending.HeartbeatSchedule;

/** Who is here, quiet, or gone. */
final class Attendance {
  /** Beats are up to one and a half intervals apart, and one in five may be lost. */
  private static final int QUIET_INTERVALS = 3;

  private static final int GONE_INTERVALS = 6;
  private static final long REPLACED_NANOS = 5_000_000_000L;
  private static final long SWEEP_NANOS = 1_000_000_000;

  private final Timers timers;
  private final Peers peers;
  private final Deque<RoomEvent> events;

  Attendance(Timers timers, Peers peers, Deque<RoomEvent> events) {
    this.timers = timers;
    this.peers = peers;
    this.events = events;
  }

  /** The writer of a log was heard. */
  void heard(Peer peer, long nowNanos) {
    peer.heardNanos = nowNanos;
    peer.heard = true;
    timers.setEarlier(Timer.SWEEP, nowNanos + SWEEP_NANOS);
    peer.activeNanos = nowNanos;
    if (peer.replaced && nowNanos - peer.replacedNanos > REPLACED_NANOS) {
      // Still alive beside its successor: a copy of the installation, and somebody of its own.
      peer.replaced = false;
    }
    boolean comesBack = peer.state != Presence.State.HERE;
    if (comesBack && peer.introduction != null && !peer.left && !peer.replaced) {
      peer.state = Presence.State.HERE;
      peers.note(peer);
      events.add(new RoomEvent.Here(peer.presence()));
    }
  }

  /** Its introduction has been proved: from now on it has a name. */
  void introduced(Peer peer, boolean sameName, long nowNanos) {
    // A newer introduction: whoever had left is back.
    peer.left = false;
    for (Peer other : peers.sameMember(peer)) {
      if (Integer.compareUnsigned(other.id.incarnation(), peer.id.incarnation()) < 0) {
        other.replaced = true;
        other.replacedNanos = nowNanos;
        other.state = Presence.State.GONE;
        peers.note(other);
      } else if (other != peer && other.introduction != null) {
        peer.replaced = true;
        peer.replacedNanos = nowNanos;
      }
    }
    if (peer.state == Presence.State.HERE && !sameName) {
      events.add(new RoomEvent.Here(peer.presence()));
    } else if (peer.heard) {
      heard(peer, peer.heardNanos);
    }
    peers.note(peer);
    peer.activeNanos = nowNanos;
  }

  /** It has said goodbye, and proved it. */
  void left(Peer peer) {
    peer.left = true;
    if (peer.state != Presence.State.GONE) {
      peer.state = Presence.State.GONE;
      peers.note(peer);
      events.add(new RoomEvent.Gone(peer.presence(), true));
    }
  }

  /** {@link Timer#SWEEP}. */
  void sweep(long nowNanos) {
    boolean anybody = false;
    long interval = HeartbeatSchedule.presenceNanos(peers.presenceGroup());
    for (Peer peer : peers.all()) {
      long silent = nowNanos - peer.heardNanos;
      if (peer.state == Presence.State.GONE) {
        continue;
      }
      if (silent > GONE_INTERVALS * interval) {
        peer.state = Presence.State.GONE;
        peers.note(peer);
        events.add(new RoomEvent.Gone(peer.presence(), false));
      } else if (peer.state == Presence.State.HERE && silent > QUIET_INTERVALS * interval) {
        peer.state = Presence.State.QUIET;
        events.add(new RoomEvent.Quiet(peer.presence()));
      }
      anybody = true;
    }
    if (anybody) {
      timers.set(Timer.SWEEP, nowNanos + SWEEP_NANOS);
    }
    peers.ageGroup();
  }
}
