package roomcast.simulation.checks;

import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.wire.LogId;

/** One member from its start to its end; who starts again after a crash has another life. */
public final class Life {
  /** Has not happened. */
  public static final long NEVER = -1;

  private final int member;
  private final int number;
  private final String name;
  private final RoomLimits limits;
  private final long startedNanos;
  private LogId log;
  private long joinedNanos = NEVER;
  private long endedNanos = NEVER;

  /**
   * Begins.
   *
   * @param member the member's number
   * @param number which life of all in the run, from 0
   * @param name the chat name
   */
  public Life(
      int member, int number, String name, LogId log, RoomLimits limits, long startedNanos) {
    this.member = member;
    this.number = number;
    this.name = name;
    this.log = log;
    this.limits = limits;
    this.startedNanos = startedNanos;
  }

  /** The member's number. */
  public int member() {
    return member;
  }

  /** Which life of all in the run. */
  public int number() {
    return number;
  }

  /** The chat name. */
  public String name() {
    return name;
  }

  /** The limits of the session. */
  public RoomLimits limits() {
    return limits;
  }

  /** When it began. */
  public long startedNanos() {
    return startedNanos;
  }

  /** The log that it writes at present. */
  public LogId log() {
    return log;
  }

  /** When it had joined the room, or {@link #NEVER}. */
  public long joinedNanos() {
    return joinedNanos;
  }

  /** When it ended, or {@link #NEVER}. */
  public long endedNanos() {
    return endedNanos;
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return endedNanos == NEVER;
  }

  /** Whether it is alive and in the room. */
  public boolean isJoined() {
    return isAlive() && joinedNanos != NEVER;
  }

  /** It writes another log from now on. */
  public void writes(LogId other) {
    log = other;
  }

  /** It is in the room. */
  public void joined(long nowNanos) {
    if (joinedNanos == NEVER) {
      joinedNanos = nowNanos;
    }
  }

  /** It ends. */
  public void ends(long nowNanos) {
    endedNanos = nowNanos;
  }

  @Override
  public String toString() {
    return name + " (member " + member + ", life " + number + ", log " + log + ")";
  }
}
