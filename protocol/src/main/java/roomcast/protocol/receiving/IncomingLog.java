package roomcast.protocol.receiving;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Assembly;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Seal;

/**
 * Another member's log as far as it is known here: blocks are proved in order, by the newest seal
 * that all before it lead up to, and handed on when they are.
 */
public final class IncomingLog {
  /** For {@link Missing#deadline}. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private final LogId id;
  private final Window window;
  private final SealShelf seals;
  private final Missing missing;
  private @Nullable Assembly assembly;
  private boolean begun;
  private boolean delivered;
  private byte @Nullable [] lastSealHash;
  private @Nullable Seal outstanding;

  /** Where the log began before an unproved seal made it begin earlier. */
  private int joiningPoint;

  /** Proved, but some of its blocks are missing. */
  private @Nullable Seal checked;

  /** Of a run whose beginning was given up: the rest of it can never be proved. */
  private @Nullable Seal cut;

  /** What was checked is right, but sealed on top of something else than was proved here. */
  private boolean fork;

  /** After a forged seal: one step at a time, so that it cannot hide good ones. */
  private boolean oneByOne;

  /**
   * What a proof has set free: runs in order, each with its seal.
   *
   * @param given a range that is given up, since it was sealed together with what is lost
   * @param isOld nothing, since it would begin a log with what is too old
   * @param isFork nothing, since its writer has sealed it on top of something else
   */
  public record Proved(
      List<Block> blocks,
      List<Seal> seals,
      Missing.@Nullable Gap given,
      boolean isOld,
      boolean isFork) {
    private static final Proved NOTHING = new Proved(List.of(), List.of(), null, false, false);
    private static final Proved OLD = new Proved(List.of(), List.of(), null, true, false);
    private static final Proved FORK = new Proved(List.of(), List.of(), null, false, true);

    /** Immutable. */
    public Proved {
      blocks = List.copyOf(blocks);
      seals = List.copyOf(seals);
    }
  }

  /**
   * Nothing has come yet.
   *
   * @param start the first block that is wanted
   * @param windowBlocks how far blocks may come before the first that is missing; a power of two
   */
  public IncomingLog(LogId id, int start, int windowBlocks) {
    this.id = id;
    this.window = new Window(start, windowBlocks);
    this.seals = new SealShelf(windowBlocks);
    this.missing = new Missing(window, seals);
  }

  /** Its id. */
  public LogId id() {
    return id;
  }

  /** The first block that has not been proved. */
  public int next() {
    return window.next();
  }

  /** The highest block that is known to exist. */
  public int highest() {
    return window.highest();
  }

  /** Whether anything of it has been proved, or declared lost. */
  public boolean hasBegun() {
    return begun;
  }

  /** What of it is missing, and when to ask for that. */
  public Missing missing() {
    return missing;
  }

  /** How many bytes wait to be proved. */
  public long stagedBytes() {
    return window.bytes();
  }

  /** Makes its messages. */
  public Assembly assembly() {
    Assembly own = assembly;
    if (own == null) {
      own = new Assembly();
      assembly = own;
    }
    return own;
  }

  /** Whether anything lies behind the first block that has not been proved. */
  public boolean isWaiting() {
    return window.highest() >= window.next();
  }

  /** Whether a block is here, or has been. */
  public boolean isKnown(int sequence) {
    return sequence < window.next() || window.isHere(sequence);
  }

  /** Takes a block; false if it is known already, too far ahead, or too much waits. */
  public boolean add(Block block, long nowNanos, long dueNanos) {
    int sequence = block.sequence();
    if (!window.reaches(sequence)) {
      return false;
    }
    missing.exists(sequence, nowNanos, dueNanos);
    boolean first = window.lacks(sequence);
    if (!window.add(block)) {
      return false;
    }
    if (first) {
      // Its seal may still be on its way.
      window.setDue(sequence, dueNanos);
      missing.lower(dueNanos);
    }
    return true;
  }

  /** Takes a seal. A run that had begun before the joining point is wanted from its beginning. */
  public boolean add(Seal seal, long nowNanos, long dueNanos) {
    if (seal.to() < window.next() || !window.reaches(seal.to())) {
      return false;
    }
    if (seal.from() < window.next()) {
      if (begun) {
        boolean afterLoss = lastSealHash == null;
        cut = afterLoss ? seal : cut;
        return afterLoss;
      }
      int point = Math.max(window.next(), joiningPoint);
      if (!startAt(seal.from(), nowNanos, dueNanos)) {
        return false;
      }
      joiningPoint = point;
    }
    missing.exists(seal.to(), nowNanos, dueNanos);
    return seals.add(seal);
  }

  /** The joining point is earlier than was thought; false if the log has begun already. */
  public boolean startAt(int start, long nowNanos, long dueNanos) {
    if (begun || start >= window.next()) {
      return !begun;
    }
    if (window.highest() - start >= window.capacity()) {
      // Far below: whoever named the later start was wrong, or lied.
      restartAt(start);
      return true;
    }
    window.lower(start, nowNanos, dueNanos);
    missing.lower(dueNanos);
    return true;
  }

  /** Forgets what was said and has come of a log that has not begun, and begins here. */
  public void restartAt(int start) {
    if (begun) {
      return;
    }
    joiningPoint = 0;
    outstanding = null;
    window.restart(start);
    seals.removeBelow(Integer.MAX_VALUE);
    missing.reset();
  }

  /** Whether any block is here that has not been proved. */
  public boolean isStaged() {
    return window.bytes() > 0;
  }

  /**
   * Nobody has what comes first, and nothing has been proved: begins with the first block that is
   * here, if there is one.
   */
  public void beginWithWhatIsHere() {
    if (begun) {
      return;
    }
    for (int sequence = window.next(); sequence <= window.highest(); sequence++) {
      if (window.isHere(sequence)) {
        skipTo(sequence);
        return;
      }
    }
  }

  private ChainCheck chain() {
    return new ChainCheck(window, seals);
  }

  /**
   * The seal whose signature would prove most, or null if there is none, or one is being checked.
   */
  public @Nullable Seal toVerify() {
    if (outstanding != null || !isWaiting()) {
      return null;
    }
    Seal newest = chain().newest(window.next(), lastSealHash, oneByOne);
    if (newest == null && window.isHere(window.next())) {
      newest = seals.other(window.next(), checked);
    }
    if (newest == null && cut != null && cut.to() >= window.next()) {
      newest = cut;
    }
    Seal known = checked;
    boolean knownFork = newest != null && known != null && newest.isSame(known) && fork;
    outstanding = knownFork ? null : newest;
    return outstanding;
  }

  /**
   * The signature of the seal that {@link #toVerify} gave is right.
   *
   * @param notBeforeMillis a log does not begin with blocks whose clock is before that
   */
  public Proved proved(Seal seal, long nowNanos, long notBeforeMillis) {
    outstanding = null;
    oneByOne = false;
    if (seal.to() < window.next()) {
      return Proved.NOTHING;
    }
    if (seal.from() < window.next()) {
      return giveUp(seal);
    }
    ChainCheck chain = chain();
    ChainCheck.Chain fitting = chain.upTo(seal, window.next(), lastSealHash);
    if (fitting == null) {
      seals.keepOnly(seal);
      checked = seal;
      missing.refreshDeadline();
      if (!chain.isWhole(seal)) {
        return Proved.NOTHING;
      }
      if (chain.fits(seal)) {
        fork = seal.from() == window.next();
        return fork ? Proved.FORK : Proved.NOTHING;
      }
      // The seal is right, so what has come in the place of its blocks is not.
      int from = Math.max(window.next(), seal.from());
      for (int sequence = from; sequence <= seal.to(); sequence++) {
        window.clear(sequence);
        window.setDue(sequence, nowNanos);
      }
      missing.lower(nowNanos);
      return Proved.NOTHING;
    }
    // Words that are lost prove nothing about when the others were said.
    if (!delivered && fitting.blocks().getFirst().clockMillis() < notBeforeMillis) {
      return Proved.OLD;
    }
    begun = true;
    delivered = true;
    fork = false;
    lastSealHash = seal.hash();
    skipTo(seal.to() + 1);
    return new Proved(fitting.blocks(), fitting.seals(), null, false, false);
  }

  private Proved giveUp(Seal run) {
    if (lastSealHash != null) {
      return Proved.NOTHING;
    }
    Missing.Gap rest = new Missing.Gap(window.next(), run.to());
    skipTo(run.to() + 1);
    lastSealHash = run.hash();
    cut = null;
    return new Proved(List.of(), List.of(), rest, false, false);
  }

  /** The signature of the seal that {@link #toVerify} gave is wrong. */
  public void forged(Seal seal) {
    outstanding = null;
    oneByOne = true;
    seals.remove(seal);
    Seal rest = cut;
    cut = rest != null && rest.isSame(seal) ? null : rest;
    // Its blocks have no seal now: they are wanted again.
    missing.refreshDeadline();
    if (!begun && joiningPoint > window.next()) {
      skipTo(joiningPoint);
    }
  }

  private void skipTo(int newNext) {
    window.advance(newNext);
    seals.removeBelow(newNext);
  }

  /**
   * The sender has proved that blocks cannot be had any more; returns how many were missing.
   *
   * @param certain whether it is certain that there were such blocks
   */
  public int lost(int from, int to, boolean certain) {
    int first = window.next();
    if (from > first || to < first) {
      return 0;
    }
    // A log that has not begun may be much further than where it was thought to begin.
    int end = begun || !certain ? Math.min(to, window.highest()) : to;
    int skipped = Math.max(0, end - first + 1);
    if (skipped == 0) {
      return 0;
    }
    skipTo(end + 1);
    lastSealHash = null;
    cut = null;
    outstanding = null;
    fork = false;
    begun = true;
    Assembly begunMessage = assembly;
    if (begunMessage != null) {
      begunMessage.skip();
    }
    return skipped;
  }

  /** Forgets all that has not been proved; returns how many places. */
  public int forgetUnproved() {
    int before = window.highest();
    window.cut(window.next() - 1);
    seals.removeBelow(Integer.MAX_VALUE);
    outstanding = null;
    return before - window.highest();
  }

  /** A seal that begins with {@link #firstProvable}, or null. */
  public @Nullable Seal firstSealBehind() {
    return seals.other(firstProvable(), null);
  }

  /** The first block that is here with a seal that begins with it, or MAX_VALUE. */
  public int firstProvable() {
    // A fork can never be proved.
    int from = fork ? window.next() + 1 : window.next();
    for (int sequence = from; sequence <= window.highest(); sequence++) {
      if (window.isHere(sequence) && !seals.from(sequence).isEmpty()) {
        return sequence;
      }
    }
    return Integer.MAX_VALUE;
  }
}
