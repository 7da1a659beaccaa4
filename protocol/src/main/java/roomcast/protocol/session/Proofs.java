package roomcast.protocol.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.Seal;

/** Signatures that are to be checked, are being checked, and what each of them is for. */
final class Proofs {
  private static final int WAITING_MAX = 1_024;

  /** What a signature proves. */
  sealed interface Purpose {
    /** Blocks of a log. */
    record OfSeal(Peer peer, Seal seal) implements Purpose {}

    /** Who writes a log. */
    record OfIntroduction(Peer peer, Introduction introduction) implements Purpose {}

    /** That blocks of a log are lost. */
    record OfLost(Peer peer, Part.Lost lost, boolean certain) implements Purpose {}

    /** That somebody leaves. */
    record OfLeave(Peer peer, int last) implements Purpose {}

    /** That somebody holds our log. */
    record OfHeld(Peer holder, Part.Held held) implements Purpose {}

    /** That a log is no recording. */
    record OfAlive(Peer peer) implements Purpose {}

    /** That somebody else writes our log. */
    record OfClone(Seal seal) implements Purpose {}

    /** That a log goes on behind a hole that nobody can fill. */
    record OfRest(Peer peer, Seal seal) implements Purpose {}

    /** That a member has sealed two blocks in one place. */
    record OfEquivocation(Peer peer, Seal seal) implements Purpose {}
  }

  private final RoomLimits limits;
  private final Counters<SessionCounter> counters;
  private final Deque<Verification> waiting = new ArrayDeque<>();
  private final Map<Long, Purpose> purposes = new TreeMap<>();
  private int out;
  private long nextId = 1;

  Proofs(RoomLimits limits, Counters<SessionCounter> counters) {
    this.limits = limits;
    this.counters = counters;
  }

  /** Has a signature checked; false if too many wait already. */
  boolean want(Purpose purpose, byte[] key, byte[] message, byte[] signature) {
    if (waiting.size() >= WAITING_MAX) {
      counters.increment(SessionCounter.CONTROL_LIMIT_DROPPED);
      return false;
    }
    long id = nextId++;
    purposes.put(id, purpose);
    waiting.add(new Verification(id, key, message, signature));
    return true;
  }

  /** Whether another one may be handed out. */
  boolean hasSpace() {
    return out < limits.verificationsMax();
  }

  /** Hands one out at once, before those that wait. */
  Verification handOut(Purpose purpose, byte[] key, byte[] message, byte[] signature) {
    long id = nextId++;
    purposes.put(id, purpose);
    out++;
    return new Verification(id, key, message, signature);
  }

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  @Nullable Verification poll() {
    Verification next = hasSpace() ? waiting.poll() : null;
    if (next != null) {
      out++;
    }
    return next;
  }

  /** What the answered one was for, or null if it was not asked. */
  @Nullable Purpose answered(Verification verification) {
    Purpose purpose = purposes.remove(verification.id());
    if (purpose != null) {
      out--;
      counters.increment(SessionCounter.VERIFICATIONS);
    }
    return purpose;
  }
}
