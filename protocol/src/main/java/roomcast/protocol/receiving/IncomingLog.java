package roomcast.protocol.receiving;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Assembly;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Seal;
import roomcast.protocol.wire.SequenceBuffer;

/**
 * Another member's log as far as it is known here: blocks are proved in order, by the newest seal
 * that all before it lead up to, and handed on when they are.
 */
public final class IncomingLog {
  /** For {@link #deadline}. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private final LogId id;
  private SequenceBuffer<Slot> window;
  private final SealShelf seals;
  private final Assembly assembly = new Assembly();
  private ChainCheck chain;

  private int next;
  private int highest;
  private boolean begun;
  private byte @Nullable [] lastSealHash;
  private long stagedBytes;
  private long deadlineNanos = NO_DEADLINE;
  private @Nullable Seal outstanding;

  /** Where the log began before an unproved seal made it begin earlier. */
  private int joiningPoint;

  /** Proved, but some of its blocks are missing. */
  private @Nullable Seal checked;

  /** What was checked is right, but sealed on top of something else than was proved here. */
  private boolean fork;

  /** After a forged seal: one step at a time, so that it cannot hide good ones. */
  private boolean oneByOne;

  /**
   * What a proof has set free: runs in order, each with its seal.
   *
   * @param isOld nothing, since it would begin a log with what is too old
   * @param isFork nothing, since its writer has sealed it on top of something else
   */
  public record Proved(List<Block> blocks, List<Seal> seals, boolean isOld, boolean isFork) {
    private static final Proved NOTHING = new Proved(List.of(), List.of(), false, false);
    private static final Proved OLD = new Proved(List.of(), List.of(), true, false);
    private static final Proved FORK = new Proved(List.of(), List.of(), false, true);

    /** Immutable. */
    public Proved {
      blocks = List.copyOf(blocks);
      seals = List.copyOf(seals);
    }
  }

  /** Blocks next to each other. */
  public record Gap(int from, int to) {}

  /**
   * Nothing has come yet.
   *
   * @param start the first block that is wanted
   * @param windowBlocks how far blocks may come before the first that is missing; a power of two
   */
  public IncomingLog(LogId id, int start, int windowBlocks) {
    this.id = id;
    this.next = start;
    this.highest = start - 1;
    this.window = new SequenceBuffer<>(start, windowBlocks);
    this.seals = new SealShelf(windowBlocks);
    this.chain = new ChainCheck(window, seals);
  }

  /** Its id. */
  public LogId id() {
    return id;
  }

  /** The first block that has not been proved. */
  public int next() {
    return next;
  }

  /** The highest block that is known to exist. */
  public int highest() {
    return highest;
  }

  /** Whether anything of it has been proved, or declared lost. */
  public boolean hasBegun() {
    return begun;
  }

  /** How many bytes wait to be proved. */
  public long stagedBytes() {
    return stagedBytes;
  }

  /** Makes its messages. */
  public Assembly assembly() {
    return assembly;
  }

  /** Whether anything lies behind the first block that has not been proved. */
  public boolean isWaiting() {
    return highest >= next;
  }

  private boolean isHere(int sequence) {
    Slot slot = window.get(sequence);
    return slot != null && !slot.isEmpty();
  }

  /** Whether a block is here, or has been. */
  public boolean isKnown(int sequence) {
    Slot slot = window.get(sequence);
    return sequence < next || (slot != null && !slot.isEmpty());
  }

  /**
   * The log goes at least so far, as somebody says. Costs at most requests for what does not exist.
   *
   * @param dueNanos when to ask for what is missing, if it has not come by then
   */
  public void exists(int last, long nowNanos, long dueNanos) {
    if (last < next || last > Block.SEQUENCE_MAX) {
      return;
    }
    int reachable = window.reaches(last) ? last : next + window.capacity() - 1;
    for (int sequence = Math.max(highest + 1, next); sequence <= reachable; sequence++) {
      window.put(sequence, new Slot(nowNanos, dueNanos));
      lower(dueNanos);
    }
    highest = Math.max(highest, reachable);
  }

  private void lower(long dueNanos) {
    if (deadlineNanos == NO_DEADLINE || dueNanos - deadlineNanos < 0) {
      deadlineNanos = dueNanos;
    }
  }

  /** Takes a block; false if it is known already, too far ahead, or too much waits. */
  public boolean add(Block block, long nowNanos, long dueNanos) {
    int sequence = block.sequence();
    if (!window.reaches(sequence)) {
      return false;
    }
    exists(sequence, nowNanos, dueNanos);
    Slot slot = slot(sequence);
    if (!slot.add(block)) {
      return false;
    }
    stagedBytes += block.size();
    if (slot.candidates().size() == 1) {
      // Its seal may still be on its way.
      slot.dueNanos = dueNanos;
      lower(dueNanos);
    }
    return true;
  }

  private Slot slot(int sequence) {
    Slot slot = window.get(sequence);
    if (slot == null) {
      throw new IllegalStateException("no place for block " + sequence + " of " + id);
    }
    return slot;
  }

  /** Takes a seal. A run that had begun before the joining point is wanted from its beginning. */
  public boolean add(Seal seal, long nowNanos, long dueNanos) {
    if (seal.to() < next || !window.reaches(seal.to())) {
      return false;
    }
    if (seal.from() < next) {
      int point = Math.max(next, joiningPoint);
      if (!startAt(seal.from(), nowNanos, dueNanos)) {
        return false;
      }
      joiningPoint = point;
    }
    exists(seal.to(), nowNanos, dueNanos);
    return seals.add(seal);
  }

  /** The joining point is earlier than was thought; false if the log has begun already. */
  public boolean startAt(int start, long nowNanos, long dueNanos) {
    if (begun || start >= next) {
      return !begun;
    }
    if (highest - start >= window.capacity()) {
      // Far below: whoever named the later start was wrong, or lied.
      restartAt(start);
      return true;
    }
    window.lower(start, highest);
    int before = next;
    next = start;
    for (int sequence = start; sequence < before; sequence++) {
      window.put(sequence, new Slot(nowNanos, dueNanos));
      lower(dueNanos);
    }
    highest = Math.max(highest, before - 1);
    return true;
  }

  /** Forgets what was said and has come of a log that has not begun, and begins here. */
  public void restartAt(int start) {
    if (begun) {
      return;
    }
    next = start;
    highest = start - 1;
    joiningPoint = 0;
    stagedBytes = 0;
    outstanding = null;
    window = new SequenceBuffer<>(start, window.capacity());
    seals.removeBelow(Integer.MAX_VALUE);
    chain = new ChainCheck(window, seals);
    deadlineNanos = NO_DEADLINE;
  }

  /** Whether any block is here that has not been proved. */
  public boolean isStaged() {
    return stagedBytes > 0;
  }

  /**
   * Nobody has what comes first, and nothing has been proved: begins with the first block that is
   * here, if there is one.
   */
  public void beginWithWhatIsHere() {
    if (begun) {
      return;
    }
    for (int sequence = next; sequence <= highest; sequence++) {
      Slot slot = window.get(sequence);
      if (slot != null && !slot.isEmpty()) {
        skipTo(sequence);
        return;
      }
    }
  }

  /**
   * The seal whose signature would prove most, or null if there is none, or one is being checked.
   */
  public @Nullable Seal toVerify() {
    if (outstanding != null || !isWaiting()) {
      return null;
    }
    Seal newest = chain.newest(next, lastSealHash, oneByOne);
    if (newest == null && isHere(next)) {
      newest = seals.other(next, checked);
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
    if (seal.to() < next) {
      return Proved.NOTHING;
    }
    ChainCheck.Chain fitting = chain.upTo(seal, next, lastSealHash);
    if (fitting == null) {
      seals.keepOnly(seal);
      checked = seal;
      if (!chain.isWhole(seal)) {
        return Proved.NOTHING;
      }
      if (chain.fits(seal)) {
        fork = seal.from() == next;
        return fork ? Proved.FORK : Proved.NOTHING;
      }
      // The seal is right, so what has come in the place of its blocks is not.
      for (int sequence = Math.max(next, seal.from()); sequence <= seal.to(); sequence++) {
        Slot slot = window.get(sequence);
        if (slot != null) {
          stagedBytes -= slot.clear();
          slot.dueNanos = nowNanos;
        }
      }
      lower(nowNanos);
      return Proved.NOTHING;
    }
    if (!begun && fitting.blocks().getFirst().clockMillis() < notBeforeMillis) {
      return Proved.OLD;
    }
    begun = true;
    fork = false;
    lastSealHash = seal.hash();
    skipTo(seal.to() + 1);
    return new Proved(fitting.blocks(), fitting.seals(), false, false);
  }

  /** The signature of the seal that {@link #toVerify} gave is wrong. */
  public void forged(Seal seal) {
    outstanding = null;
    oneByOne = true;
    seals.remove(seal);
    if (!begun && joiningPoint > next) {
      skipTo(joiningPoint);
    }
  }

  /** The signature could not be checked now; it is tried again later. */
  public void unchecked() {
    outstanding = null;
  }

  private void skipTo(int newNext) {
    for (int sequence = next; sequence < newNext && sequence <= highest; sequence++) {
      Slot slot = window.get(sequence);
      if (slot != null) {
        stagedBytes -= slot.clear();
      }
    }
    next = newNext;
    highest = Math.max(highest, next - 1);
    window.advance(next);
    seals.removeBelow(next);
  }

  /**
   * The sender has proved that blocks cannot be had any more; returns how many were missing.
   *
   * @param certain whether it is certain that there were such blocks
   */
  public int lost(int from, int to, boolean certain) {
    if (from > next || to < next) {
      return 0;
    }
    // A log that has not begun may be much further than where it was thought to begin.
    int end = begun || !certain ? Math.min(to, highest) : to;
    int skipped = Math.max(0, end - next + 1);
    if (skipped == 0) {
      return 0;
    }
    skipTo(Math.max(end + 1, next));
    lastSealHash = null;
    outstanding = null;
    fork = false;
    begun = true;
    assembly.skip();
    return skipped;
  }

  /**
   * Ends that were only said of the log, and that nobody could show, are forgotten.
   *
   * @param last what is not forgotten, however often it was asked for
   * @param attemptsMin how often a block must have been asked for in vain
   * @return how many
   */
  public int retract(int last, int attemptsMin) {
    int before = highest;
    while (highest >= next && highest > last && isWithoutTrace(highest, attemptsMin)) {
      window.remove(highest);
      highest--;
    }
    return before - highest;
  }

  /**
   * What is above the end that the writer names, and has waited unproved since before then, is
   * forgotten: it was forged, or is shown again.
   *
   * @return how many places
   */
  public int retractOlder(int last, long sinceNanos) {
    int before = highest;
    while (highest >= next && highest > last && isOlder(highest, sinceNanos)) {
      forget(highest);
    }
    return before - highest;
  }

  private boolean isOlder(int sequence, long sinceNanos) {
    Slot slot = window.get(sequence);
    return slot == null || slot.sinceNanos - sinceNanos < 0;
  }

  private void forget(int sequence) {
    Slot slot = window.get(sequence);
    if (slot != null) {
      stagedBytes -= slot.clear();
      window.remove(sequence);
    }
    highest = sequence - 1;
  }

  /** Forgets all that has not been proved; returns how many places. */
  public int forgetUnproved() {
    int before = highest;
    while (highest >= next) {
      forget(highest);
    }
    seals.removeBelow(Integer.MAX_VALUE);
    outstanding = null;
    return before - highest;
  }

  private boolean isWithoutTrace(int sequence, int attemptsMin) {
    Slot slot = window.get(sequence);
    return slot == null
        || (slot.isEmpty() && slot.attempts >= attemptsMin && !seals.covers(sequence));
  }

  /**
   * The blocks that are to be asked for, in ascending order: those that are missing, and of those
   * whose seal is missing the last.
   *
   * @param nowNanos those that are due until then
   */
  public List<Integer> wanted(long nowNanos, int most) {
    List<Integer> wanted = new ArrayList<>();
    for (int sequence = next; sequence <= highest && wanted.size() < most; sequence++) {
      Slot slot = window.get(sequence);
      if (slot != null && slot.dueNanos - nowNanos <= 0 && isWanted(sequence, slot)) {
        wanted.add(sequence);
      }
    }
    return wanted;
  }

  private boolean isWanted(int sequence, Slot slot) {
    if (slot.isEmpty()) {
      return true;
    }
    if (seals.covers(sequence)) {
      return false;
    }
    Slot after = window.get(sequence + 1);
    return after == null || after.isEmpty() || seals.covers(sequence + 1);
  }

  /** The first block that is here with a seal that begins with it, or MAX_VALUE. */
  public int firstProvable() {
    // A fork can never be proved.
    for (int sequence = fork ? next + 1 : next; sequence <= highest; sequence++) {
      Slot slot = window.get(sequence);
      if (slot != null && !slot.isEmpty() && !seals.from(sequence).isEmpty()) {
        return sequence;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** Puts off what is due. */
  public void putOff(long dueNanos, long untilNanos) {
    for (int sequence = next; sequence <= highest; sequence++) {
      Slot slot = window.get(sequence);
      if (slot != null && slot.dueNanos - dueNanos <= 0) {
        slot.dueNanos = untilNanos;
      }
    }
  }

  /** When to look again what is wanted: not later than the first that is; or none. */
  public long deadline() {
    return isWaiting() ? deadlineNanos : NO_DEADLINE;
  }

  /** Finds the exact deadline; for after {@link #wanted}. */
  public void refreshDeadline() {
    deadlineNanos = NO_DEADLINE;
    for (int sequence = next; sequence <= highest; sequence++) {
      Slot slot = window.get(sequence);
      if (slot != null && isWanted(sequence, slot)) {
        lower(slot.dueNanos);
      }
    }
  }

  /** How often a block was asked for. */
  public int attempts(int sequence) {
    Slot slot = window.get(sequence);
    return slot == null ? 0 : slot.attempts;
  }

  /** We have asked for a block. */
  public void asked(int sequence, long againNanos) {
    Slot slot = window.get(sequence);
    if (slot != null) {
      slot.attempts++;
      slot.dueNanos = againNanos;
    }
  }

  /**
   * Another has asked for a block, or somebody says that it is coming: we keep silent, but not more
   * often than {@code most} times, since anybody can say so.
   */
  public boolean maySilence(int sequence, int most) {
    Slot slot = window.get(sequence);
    return slot != null && slot.isEmpty() && slot.silenced < most;
  }

  /** Keeps silent until then; whether it mattered. */
  public boolean silence(int sequence, long untilNanos, int most) {
    Slot slot = window.get(sequence);
    if (slot == null
        || !slot.isEmpty()
        || slot.silenced >= most
        || slot.dueNanos - untilNanos >= 0) {
      return false;
    }
    slot.silenced++;
    slot.dueNanos = untilNanos;
    return true;
  }

  /** Two later blocks have come: this one is not just late, and is asked for then at the latest. */
  public void hurry(int sequence, long dueNanos) {
    Slot slot = window.get(sequence);
    if (slot != null && slot.isEmpty() && slot.attempts == 0 && slot.dueNanos - dueNanos > 0) {
      slot.dueNanos = dueNanos;
      lower(dueNanos);
    }
  }

  /** The first gap, if it has been there since before then and was not reported; else null. */
  public @Nullable Gap reportGap(long sinceNanos) {
    Slot first = window.get(next);
    if (first == null || !first.isEmpty() || first.reported || first.sinceNanos - sinceNanos > 0) {
      return null;
    }
    int to = next;
    Slot slot = first;
    while (slot != null && slot.isEmpty() && to <= highest) {
      slot.reported = true;
      to++;
      slot = window.get(to);
    }
    return new Gap(next, to - 1);
  }

  /** Since when the first missing block is known to exist, or {@link #NO_DEADLINE} if none is. */
  public long gapSinceNanos() {
    Slot first = isWaiting() ? window.get(next) : null;
    return first == null || first.reported || !first.isEmpty() ? NO_DEADLINE : first.sinceNanos;
  }
}
