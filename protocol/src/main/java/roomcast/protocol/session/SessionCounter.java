package roomcast.protocol.session;

import roomcast.protocol.Labelled;

/** Everything that a member of a room counts. What is dropped is always counted here. */
public enum SessionCounter implements Labelled {
  /** Datagrams heard that were for this room and understood. */
  DATAGRAMS_HEARD,
  /** Datagrams that could not be understood. */
  MALFORMED_DROPPED,
  /** Datagrams for another room. */
  OTHER_ROOM_DROPPED,
  /** Datagrams of a later version. */
  NEWER_DROPPED,
  /** Our own datagrams, come back. */
  OWN_IGNORED,
  /** Requests of a source that makes more than it may. */
  CONTROL_LIMIT_DROPPED,
  /** Blocks that came the first time. */
  BLOCKS_RECEIVED,
  /** Blocks that were here already. */
  BLOCKS_DUPLICATE,
  /** Blocks too far ahead, or too many; they are asked for again when there is space. */
  BLOCKS_REFUSED,
  /** Messages handed on. */
  MESSAGES_DELIVERED,
  /** Messages sent. */
  MESSAGES_SENT,
  /** Messages refused because too many wait to be sent. */
  MESSAGES_REFUSED,
  /** Blocks sent the first time. */
  BLOCKS_SENT,
  /** Datagrams sent, of all kinds. */
  DATAGRAMS_SENT,
  /** Bytes sent, of all kinds. */
  BYTES_SENT,
  /** Negative acknowledgements sent. */
  NACKS_SENT,
  /** Negative acknowledgements heard. */
  NACKS_HEARD,
  /** Blocks that were asked for. */
  BLOCKS_ASKED,
  /** Blocks that were not asked for because somebody else had. */
  BLOCKS_SILENCED,
  /** Repairs sent. */
  REPAIRS_SENT,
  /** Bytes of repairs sent. */
  REPAIR_BYTES_SENT,
  /** Repairs not sent because somebody else was quicker. */
  REPAIRS_SPARED,
  /** Repairs refused or put off because too many wait, or too much was repaired. */
  REPAIR_LIMIT_DROPPED,
  /** Signatures checked. */
  VERIFICATIONS,
  /** Signatures that were wrong. */
  FORGED_DROPPED,
  /** Messages that could not be understood, though their seal was right. */
  MESSAGES_MALFORMED,
  /** Blocks lost for good. */
  BLOCKS_LOST,
  /** Logs forgotten to make space for others. */
  LOGS_EVICTED,
  /** Logs that were not taken up, for lack of space or because they look like a recording. */
  LOGS_REFUSED,
  /** Ends that were said of a log and that nobody could show. */
  TAILS_RETRACTED,
  /** Two different blocks that one member has sealed in one place. */
  EQUIVOCATIONS,
  /** Events dropped because too many waited. */
  EVENTS_DROPPED;

  @Override
  public String label() {
    return Labelled.of(this);
  }
}
