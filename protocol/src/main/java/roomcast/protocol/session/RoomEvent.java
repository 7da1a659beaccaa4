package roomcast.protocol.session;

import java.util.List;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;

/** What happened in a room, in the order in which it did. */
public sealed interface RoomEvent {

  /**
   * Somebody else said something. Proved, in the order of its log, and once.
   *
   * @param log whose
   * @param sequence the block in which it begins
   * @param index which message of that block, from 0
   * @param clock the sender's hybrid clock: milliseconds since 1970 · 2^16, and a counter
   */
  record Delivered(LogId log, int sequence, int index, long clock, Message message)
      implements RoomEvent {}

  /**
   * A message of ours is on its way to the group for the first time.
   *
   * @param ticket the number that {@link RoomSession#publish} gave
   */
  record Sent(long ticket, LogId log, int sequence, int index, long clock, Message message)
      implements RoomEvent {}

  /**
   * Another member has proved to hold all that we have said, up to a block.
   *
   * @param last up to this block of our log
   * @param holder who
   */
  record Held(LogId log, int last, LogId holder) implements RoomEvent {}

  /**
   * Blocks have been missing for {@link RoomLimits#waitingNanos}; what comes behind them waits.
   * They are still asked for.
   */
  record Waiting(LogId log, int from, int to) implements RoomEvent {}

  /** Blocks are lost for good: their sender says so, and has proved it. */
  record Lost(LogId log, int from, int to) implements RoomEvent {}

  /** Somebody is here: came, or came back, or has another name now. */
  record Here(Presence member) implements RoomEvent {}

  /** Nothing has been heard of a member for a while. */
  record Quiet(Presence member) implements RoomEvent {}

  /**
   * A member is gone.
   *
   * @param said whether it has said so; else nothing was heard for long
   */
  record Gone(Presence member, boolean said) implements RoomEvent {}

  /**
   * We are in the room: how far the others' logs go is known, or nobody has answered.
   *
   * @param answered whether anybody has
   */
  record Joined(boolean answered) implements RoomEvent {}

  /**
   * Somebody else writes our log: a copy of this installation is running, or the disk was set back.
   * We go on under another incarnation.
   */
  record Cloned(LogId before, LogId now) implements RoomEvent {}

  /** A member has sealed two different blocks in one place; the first one counts. */
  record Equivocated(LogId log, int sequence) implements RoomEvent {}

  /** Somebody speaks a later version of the protocol; told once. */
  record NewerVersion() implements RoomEvent {}

  /** Messages of a block that could not be understood, though their seal is right. */
  record Malformed(LogId log, int sequence) implements RoomEvent {}

  /** How many of each there were; for tests. */
  static long count(List<RoomEvent> events, Class<? extends RoomEvent> kind) {
    return events.stream().filter(kind::isInstance).count();
  }
}
