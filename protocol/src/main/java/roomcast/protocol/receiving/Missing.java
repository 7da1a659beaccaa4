package roomcast.protocol.receiving;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Block;

/** What of a log is missing as far as is known: since when, and when to ask for it (again). */
public final class Missing {
  private final Window window;
  private final SealShelf seals;
  private long deadlineNanos = IncomingLog.NO_DEADLINE;

  Missing(Window window, SealShelf seals) {
    this.window = window;
    this.seals = seals;
  }

  /** Blocks next to each other. */
  public record Gap(int from, int to) {}

  /**
   * The log goes at least so far, as somebody says. Costs at most requests for what does not exist.
   *
   * @param dueNanos when to ask for what is missing, if it has not come by then
   */
  public void exists(int last, long nowNanos, long dueNanos) {
    if (last >= window.next()
        && last <= Block.SEQUENCE_MAX
        && window.extend(last, nowNanos, dueNanos)) {
      lower(dueNanos);
    }
  }

  void lower(long dueNanos) {
    if (deadlineNanos == IncomingLog.NO_DEADLINE || dueNanos - deadlineNanos < 0) {
      deadlineNanos = dueNanos;
    }
  }

  void reset() {
    deadlineNanos = IncomingLog.NO_DEADLINE;
  }

  /**
   * Ends that were only said of the log, and that nobody could show, are forgotten.
   *
   * @param last what is not forgotten, however often it was asked for
   * @param attemptsMin how often a block must have been asked for in vain
   * @return how many
   */
  public int retract(int last, int attemptsMin) {
    return forgetEnd(last, sequence -> isWithoutTrace(sequence, attemptsMin));
  }

  private int forgetEnd(int last, IntPredicate which) {
    int before = window.highest();
    int end = before;
    while (end >= window.next() && end > last && which.test(end)) {
      end--;
    }
    window.cut(end);
    return before - end;
  }

  private boolean isWithoutTrace(int sequence, int attemptsMin) {
    return window.lacks(sequence)
        && window.attempts(sequence) >= attemptsMin
        && !seals.covers(sequence);
  }

  /**
   * What is above the end that the writer names, and has waited unproved since before then, is
   * forgotten: it was forged, or is shown again.
   *
   * @return how many places
   */
  public int retractOlder(int last, long sinceNanos) {
    return forgetEnd(last, sequence -> window.sinceNanos(sequence) - sinceNanos < 0);
  }

  /**
   * The blocks that are to be asked for, in ascending order: those that are missing, and of those
   * whose seal is missing the last.
   *
   * @param nowNanos those that are due until then
   */
  public List<Integer> wanted(long nowNanos, int most) {
    List<Integer> wanted = new ArrayList<>();
    SealShelf.Cover cover = seals.cover();
    for (int sequence = window.next();
        sequence <= window.highest() && wanted.size() < most;
        sequence++) {
      if (window.dueNanos(sequence) - nowNanos <= 0 && isWanted(sequence, cover)) {
        wanted.add(sequence);
      }
    }
    return wanted;
  }

  private boolean isWanted(int sequence, SealShelf.Cover cover) {
    if (window.lacks(sequence)) {
      return true;
    }
    return !cover.has(sequence) && (!window.isHere(sequence + 1) || cover.has(sequence + 1));
  }

  /** Puts off what is due by then, and was asked for at least so often. */
  public void putOff(long dueNanos, long untilNanos, int attemptsMin) {
    for (int sequence = window.next(); sequence <= window.highest(); sequence++) {
      if (window.dueNanos(sequence) - dueNanos <= 0 && window.attempts(sequence) >= attemptsMin) {
        window.setDue(sequence, untilNanos);
      }
    }
  }

  /** When to look again what is wanted: not later than the first that is; or none. */
  public long deadline() {
    return window.highest() >= window.next() ? deadlineNanos : IncomingLog.NO_DEADLINE;
  }

  /** Finds the exact deadline; for after {@link #wanted}. */
  public void refreshDeadline() {
    deadlineNanos = IncomingLog.NO_DEADLINE;
    SealShelf.Cover cover = seals.cover();
    for (int sequence = window.next(); sequence <= window.highest(); sequence++) {
      if (isWanted(sequence, cover)) {
        lower(window.dueNanos(sequence));
      }
    }
  }

  /** How often a block was asked for. */
  public int attempts(int sequence) {
    return window.attempts(sequence);
  }

  /** We have asked for a block. */
  public void asked(int sequence, long againNanos) {
    if (window.has(sequence)) {
      window.addAttempt(sequence);
      window.setDue(sequence, againNanos);
    }
  }

  /**
   * Nobody has heard our requests: what is missing is asked for as if it never was.
   *
   * @param dueNanos when, at the latest
   * @return whether anything had been asked for
   */
  public boolean askAnew(long dueNanos) {
    boolean any = false;
    SealShelf.Cover cover = seals.cover();
    for (int sequence = window.next(); sequence <= window.highest(); sequence++) {
      if (window.attempts(sequence) > 0 && isWanted(sequence, cover)) {
        any = true;
        window.forgetAttempts(sequence);
        if (window.dueNanos(sequence) - dueNanos > 0) {
          window.setDue(sequence, dueNanos);
        }
        lower(window.dueNanos(sequence));
      }
    }
    return any;
  }

  /**
   * The first missing block that was not asked for so often, or is known only since then, or
   * MAX_VALUE.
   *
   * @param most where so many before it are missing that were, all behind are taken for the same
   */
  public int firstAskedLess(int attempts, long sinceNanos, int most) {
    int hopeless = 0;
    for (int sequence = window.next();
        sequence <= window.highest() && hopeless < most;
        sequence++) {
      if (window.lacks(sequence)) {
        if (window.attempts(sequence) < attempts || window.sinceNanos(sequence) - sinceNanos > 0) {
          return sequence;
        }
        hopeless++;
      }
    }
    return Integer.MAX_VALUE;
  }

  /**
   * Another has asked for a block, or somebody says that it is coming: we keep silent, but not more
   * often than {@code most} times, since anybody can say so.
   */
  public boolean maySilence(int sequence, int most) {
    return window.lacks(sequence) && window.silences(sequence) < most;
  }

  /** Keeps silent until then; whether it mattered. */
  public boolean silence(int sequence, long untilNanos, int most) {
    if (!maySilence(sequence, most) || window.dueNanos(sequence) - untilNanos >= 0) {
      return false;
    }
    window.addSilence(sequence);
    window.setDue(sequence, untilNanos);
    return true;
  }

  /**
   * Two later blocks have come: this one is not just late, and is asked for then at the latest.
   * Only the first time counts.
   */
  public void hurry(int sequence, long dueNanos) {
    if (!window.lacks(sequence) || window.attempts(sequence) > 0 || window.isHurried(sequence)) {
      return;
    }
    window.setHurried(sequence);
    if (window.dueNanos(sequence) - dueNanos > 0) {
      window.setDue(sequence, dueNanos);
      lower(dueNanos);
    }
  }

  /** How long the first missing block has been known to be missing; 0 if none is. */
  public long gapNanos(long nowNanos) {
    int first = window.next();
    return window.lacks(first) ? nowNanos - window.sinceNanos(first) : 0;
  }

  /** The first gap, if it has been there since before then and was not reported; else null. */
  public @Nullable Gap reportGap(long sinceNanos) {
    int from = window.next();
    if (!window.lacks(from) || window.isTold(from) || window.sinceNanos(from) - sinceNanos > 0) {
      return null;
    }
    int end = from;
    while (window.lacks(end)) {
      window.setTold(end);
      end++;
    }
    return new Gap(from, end - 1);
  }

  /**
   * Since when the first missing block is known to exist, or {@link IncomingLog#NO_DEADLINE} if
   * none is, or people know of it.
   */
  public long gapSinceNanos() {
    int first = window.next();
    return window.lacks(first) && !window.isTold(first)
        ? window.sinceNanos(first)
        : IncomingLog.NO_DEADLINE;
  }
}
