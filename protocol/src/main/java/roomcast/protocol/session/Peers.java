package roomcast.protocol.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.receiving.IncomingLog;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.PublicKey;

/** The logs of the others, and which of them lack something. */
final class Peers {
  /** Of these anybody can make more, and each is asked for. */
  private static final int UNKNOWN_MAX = 256;

  private static final int GROUP_MAX = 10_000;

  private final RoomLimits limits;
  private final Counters<SessionCounter> counters;
  private final NavigableMap<LogId, Peer> byLog = new TreeMap<>();

  /** Those of which nobody has said, and proved, who writes them; oldest first. */
  private final LinkedHashSet<LogId> unknown = new LinkedHashSet<>();

  /** Those of which something is missing, or not proved. */
  private final TreeSet<LogId> incomplete = new TreeSet<>();

  /** Those of which something has been proved. Most members listen. */
  private final TreeSet<LogId> begun = new TreeSet<>();

  private @Nullable Peer lastFound;
  private long stagedBytes;
  private long holdings;
  private int present;
  private int directories;
  private int groupHeard;
  private byte @Nullable [] directoryKey;

  Peers(RoomLimits limits, Counters<SessionCounter> counters) {
    this.limits = limits;
    this.counters = counters;
  }

  @Nullable Peer get(LogId log) {
    // The parts of a datagram mostly concern one log.
    Peer last = lastFound;
    if (last == null || last.isForgotten || !last.id.equals(log)) {
      last = byLog.get(log);
      lastFound = last;
    }
    return last;
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
    begun.remove(peer.id);
    unknown.remove(peer.id);
    stagedBytes -= peer.counted.stagedBytes();
    holdings -= peer.counted.holdings();
    present -= peer.counted.present() ? 1 : 0;
    directories -= peer.counted.directory() ? 1 : 0;
    peer.counted = Peer.Counted.NOTHING;
    peer.isForgotten = true;
  }

  /** Call when anything of it has changed: what has come or is missing, its writer, its state. */
  void note(Peer peer) {
    if (peer.isForgotten) {
      return;
    }
    Peer.Counted was = peer.counted;
    Peer.Counted now = peer.count(directoryKey);
    if (!now.equals(was)) {
      stagedBytes += now.stagedBytes() - was.stagedBytes();
      holdings += now.holdings() - was.holdings();
      present += (now.present() ? 1 : 0) - (was.present() ? 1 : 0);
      directories += (now.directory() ? 1 : 0) - (was.directory() ? 1 : 0);
      peer.counted = now;
    }
    if (peer.log.hasBegun()) {
      begun.add(peer.id);
    }
    if (peer.log.isWaiting() || peer.introductionWanted) {
      incomplete.add(peer.id);
    } else {
      incomplete.remove(peer.id);
    }
  }

  /** All logs of the member that writes this one. */
  Collection<Peer> sameMember(Peer peer) {
    long sender = peer.id.sender();
    return byLog.subMap(new LogId(sender, 0), true, new LogId(sender, -1), true).values();
  }

  /** Those of which something is missing, or not proved, in the order of their ids. */
  Iterable<Peer> incomplete() {
    return present(incomplete);
  }

  /** Those of which something has been proved: anybody can speak of logs that there are not. */
  List<Peer> begun() {
    return present(begun);
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

  /** What is in it was said before we came: nothing of it is asked for, so it may stay. */
  void past(Peer peer) {
    peer.isPast = true;
    unknown.remove(peer.id);
    note(peer);
  }

  /** It is proved who writes it. */
  void introduced(Peer peer) {
    unknown.remove(peer.id);
  }

  /** The sum of the hashes of all logs whose writer is proved. */
  long holdings() {
    return holdings;
  }

  /** How many members are here, we included. */
  int members() {
    return present + 1;
  }

  boolean hasDirectory() {
    return directories > 0;
  }

  /** From now on only this key's claim to be a directory counts; null: anybody's. */
  void setDirectoryKey(@Nullable PublicKey key) {
    directoryKey = key == null ? null : key.bytes();
    byLog.values().forEach(this::note);
  }

  /** Whether the writer of a log is the room's directory, here or gone. */
  boolean isDirectory(LogId log) {
    Peer peer = byLog.get(log);
    return peer != null && peer.isDirectory(directoryKey);
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
