package roomcast.protocol.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.receiving.IncomingLog;
import roomcast.protocol.wire.LogId;

/** The logs of the others, and which of them lack something. */
final class Peers {
  /** Of these anybody can make more, and each is asked for. */
  private static final int UNKNOWN_MAX = 256;

  private static final int GROUP_MAX = 10_000;

  private final RoomLimits limits;
  private final Counters<SessionCounter> counters;
  private final Map<LogId, Peer> byLog = new TreeMap<>();

  /** Those of which nobody has said, and proved, who writes them; oldest first. */
  private final LinkedHashSet<LogId> unknown = new LinkedHashSet<>();

  /** Those of which something is missing, or not proved. */
  private final TreeSet<LogId> incomplete = new TreeSet<>();

  private long stagedBytes;
  private int present;
  private int directories;
  private int groupHeard;

  Peers(RoomLimits limits, Counters<SessionCounter> counters) {
    this.limits = limits;
    this.counters = counters;
  }

  @Nullable Peer get(LogId log) {
    return byLog.get(log);
  }

  Collection<Peer> all() {
    return byLog.values();
  }

  /** A log that was not known; null if there is no space for it. */
  @Nullable Peer add(LogId log, int start, long nowNanos) {
    if (byLog.size() >= limits.logsMax() && !evict()) {
      counters.increment(SessionCounter.LOGS_REFUSED);
      return null;
    }
    Peer peer = new Peer(log, new IncomingLog(log, start, limits.windowBlocks()), nowNanos);
    byLog.put(log, peer);
    unknown.add(log);
    if (unknown.size() > UNKNOWN_MAX) {
      Peer oldest = byLog.get(unknown.getFirst());
      unknown.removeFirst();
      if (oldest != null && oldest.introduction == null) {
        counters.increment(SessionCounter.LOGS_EVICTED);
        remove(oldest);
      }
    }
    return peer;
  }

  /**
   * Forgets some logs that have been idle longest, but none of somebody who is here; those first
   * whose writer is not known, of which anybody can speak.
   */
  private boolean evict() {
    List<Peer> idle = new ArrayList<>();
    for (Peer peer : byLog.values()) {
      if (peer.state == Presence.State.GONE) {
        idle.add(peer);
      }
    }
    idle.sort(
        Comparator.comparing((Peer peer) -> peer.introduction != null)
            .thenComparingLong(peer -> peer.activeNanos));
    // Several at once: finding them takes a walk through all.
    List<Peer> forgotten = idle.subList(0, Math.min(idle.size(), limits.logsMax() / 16 + 1));
    forgotten.forEach(this::remove);
    counters.add(SessionCounter.LOGS_EVICTED, forgotten.size());
    return !forgotten.isEmpty();
  }

  void remove(Peer peer) {
    byLog.remove(peer.id);
    incomplete.remove(peer.id);
    unknown.remove(peer.id);
    stagedBytes -= peer.stagedBytes;
  }

  /** Call when something of it has come, or is known to be missing. */
  void note(Peer peer) {
    long staged = peer.log.stagedBytes();
    stagedBytes += staged - peer.stagedBytes;
    peer.stagedBytes = staged;
    if (peer.log.isWaiting() || peer.introductionWanted) {
      incomplete.add(peer.id);
    } else {
      incomplete.remove(peer.id);
    }
  }

  /** Those of which something is missing, or not proved, in the order of their ids. */
  Iterable<Peer> incomplete() {
    return present(incomplete);
  }

  private List<Peer> present(Collection<LogId> ids) {
    return ids.stream().map(byLog::get).filter(peer -> peer != null).toList();
  }

  /** The same, beginning behind a log, so that all get their turn. */
  List<Peer> incompleteBehind(LogId log) {
    List<Peer> inTurn = new ArrayList<>(present(incomplete.tailSet(log, false)));
    inTurn.addAll(present(incomplete.headSet(log, true)));
    return inTurn;
  }

  long stagedBytes() {
    return stagedBytes;
  }

  /** It is proved who writes it. */
  void introduced(Peer peer) {
    unknown.remove(peer.id);
  }

  /** A state of presence has changed. */
  void recount() {
    present = 0;
    directories = 0;
    for (Peer peer : byLog.values()) {
      if (peer.state != Presence.State.GONE) {
        present++;
        directories += peer.isDirectory() ? 1 : 0;
      }
    }
  }

  /** The sum of the hashes of all logs whose writer is proved. */
  long holdings() {
    long sum = 0;
    for (Peer peer : byLog.values()) {
      sum += peer.introduction == null ? 0 : Holdings.of(peer.id, peer.log.next() - 1);
    }
    return sum;
  }

  /** How many members are here, we included. */
  int members() {
    return present + 1;
  }

  boolean hasDirectory() {
    return directories > 0;
  }

  /** Another member says how many it knows. */
  void heardGroup(int members) {
    groupHeard = Math.max(groupHeard, Math.min(members, GROUP_MAX));
  }

  /** The greatest group that anybody has spoken of lately loses weight. */
  void ageGroup() {
    groupHeard -= groupHeard / 8;
  }

  /** The group size by which beats are spaced: nobody can make it much larger than it is. */
  int presenceGroup() {
    return Math.min(group(), 10 * members());
  }

  /** The group size to reckon with: too many costs little, too few makes storms. */
  int group() {
    return Math.max(members(), groupHeard);
  }
}
