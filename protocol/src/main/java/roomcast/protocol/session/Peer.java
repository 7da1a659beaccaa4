package roomcast.protocol.session;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.receiving.IncomingLog;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.PublicKey;

/** Another member's log, and what is known of who writes it. */
final class Peer {
  final LogId id;
  final IncomingLog log;

  /** Proved; null until it has come. */
  @Nullable Introduction introduction;

  /** Being checked: of several that say who writes the log a forger may have sent all but one. */
  List<Introduction> candidates = List.of();

  /**
   * What is in it was said before we came, or by us: it counts as known up to there, although
   * nobody has proved who writes it.
   */
  boolean isPast;

  /** Taken up by an introduction alone while we joined: where to begin is not known yet. */
  boolean startUnknown;

  /** When to ask for the introduction, if it is wanted and has not come. */
  long introductionDueNanos;

  int introductionAttempts;
  int introductionSilences;
  boolean introductionWanted;

  /** When the writer itself was last heard, and whether it ever was. */
  long heardNanos;

  boolean heard;

  final Rhythm rhythm;

  /** Where its datagrams come from. */
  @Nullable InetSocketAddress source;

  Presence.State state = Presence.State.GONE;

  /** Whether it has said goodbye. */
  boolean left;

  /** Another incarnation of the same member has taken its place, and when. */
  boolean replaced;

  long replacedNanos;

  /** Whether it was removed from {@link Peers}. */
  boolean isForgotten;

  /** When anything of the log last changed; the longest idle is forgotten first. */
  long activeNanos;

  /** What {@link Peers} has counted of it. */
  Counted counted = Counted.NOTHING;

  /** Blocks of it that were asked for. */
  long lacked;

  /** How often what is missing was asked for anew, while this was the first block that was. */
  private int askedAnew;

  private int askedAnewAt;

  /** The question whether it is a recording: the nonce, or 0 if it was not asked. */
  long challenge;

  int challenges;

  /** Whether the writer has shown that it is here, or the log does not look like a recording. */
  boolean trusted;

  /** Whoever wants to know whether we hold its log: up to this block, and when to say so. */
  int heldWanted;

  long heldDueNanos;

  /** A hole in it has been asked for in vain for so long that we go on behind it. */
  boolean isHopeless;

  /** The range that its writer has declared lost, from 0 for none; and when that takes effect. */
  int lostFrom;

  int lostTo;

  boolean lostCertain;
  int lostRounds;
  long lostAgeNanos;
  long lostDueNanos;

  Peer(LogId id, IncomingLog log, long nowNanos) {
    this.id = id;
    this.log = log;
    this.activeNanos = nowNanos;
    this.rhythm = new Rhythm(nowNanos);
  }

  void addCandidate(Introduction one) {
    List<Introduction> more = new ArrayList<>(candidates);
    more.add(one);
    candidates = List.copyOf(more);
  }

  void removeCandidate(Introduction checked) {
    candidates = candidates.stream().filter(one -> !one.isSame(checked)).toList();
  }

  /** What it adds to the sums over all logs. */
  record Counted(long stagedBytes, long holdings, boolean present, boolean directory) {
    static final Counted NOTHING = new Counted(0, 0, false, false);
  }

  Counted count(byte @Nullable [] directoryKey) {
    int last = introduction == null && !isPast ? 0 : log.next() - 1;
    boolean present = state != Presence.State.GONE;
    boolean directory = present && isDirectory(directoryKey);
    return new Counted(log.stagedBytes(), Holdings.of(id, last), present, directory);
  }

  /** Whether what is missing was asked for anew less often, since anything has come. */
  boolean mayAskAnew(int most) {
    return askedAnewAt != log.next() || askedAnew < most;
  }

  void askedAnew() {
    askedAnew = askedAnewAt == log.next() ? askedAnew + 1 : 1;
    askedAnewAt = log.next();
  }

  Presence presence() {
    Introduction known = introduction;
    return new Presence(
        id,
        known == null ? "" : known.name(),
        known == null ? Introduction.Role.MEMBER : known.role(),
        known == null ? null : new PublicKey(known.publicKey()),
        state,
        heardNanos,
        log.next(),
        log.highest(),
        source,
        lacked);
  }

  /**
   * Whether it is the room's directory, here or gone.
   *
   * @param directoryKey the key that the directory has, or null if it is not known: then any key
   *     may claim to be one
   */
  boolean isDirectory(byte @Nullable [] directoryKey) {
    Introduction known = introduction;
    return known != null
        && known.role() == Introduction.Role.DIRECTORY
        && (directoryKey == null || Arrays.equals(directoryKey, known.publicKey()));
  }
}
