package roomcast.protocol.session;

/** All timers of a session. */
enum Timer {
  /** Blocks have been missing for long enough to ask for them. */
  ASK,
  /** Something that others lack is to be repaired by us. */
  REPAIR,
  /** It is time to say that we are here, and how far our log goes. */
  HEARTBEAT,
  /** Our question how far the logs go has not been answered. */
  HELLO,
  /** Nobody else has said how far the logs go, so we do. */
  HAVE,
  /** We have not heard who holds what we have said. */
  WHO_HOLDS,
  /** Nobody else has said that they hold somebody's log, so we do. */
  HELD,
  /** It is time to say of blocks that were asked for that nobody has them. */
  SAY_LOST,
  /** Blocks that were said to be lost have not come after all. */
  APPLY_LOST,
  /** The goodbye is said a second time. */
  LEAVE_AGAIN,
  /** A block has been missing for long enough to tell people. */
  WAITING,
  /** A log looks like a recording, and its writer has not answered. */
  CHALLENGE,
  /** Somebody may have been silent for too long, and blocks be too old to hold. */
  SWEEP
}
