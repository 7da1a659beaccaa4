package roomcast.protocol;

/** Everything that a directory counts. What is dropped is always counted here. */
public enum Counter implements Labelled {
  /** Datagrams heard on the command group. */
  COMMANDS_HEARD,
  /** Datagrams heard on a room's text port. */
  CHAT_HEARD,
  /** Replies sent to text clients. */
  REPLIES_SENT,
  /** Lines passed on to text clients in rooms, one for every client. */
  LINES_RELAYED,
  /** Copies of a datagram that came by a second interface. */
  DUPLICATES_DROPPED,
  /** Datagrams that are not strict UTF-8, too long, without a colon, or hold control characters. */
  MALFORMED_DROPPED,
  /** Commands of programs outside the served subnets. */
  FOREIGN_DROPPED,
  /** Datagrams of a program that sends more often than it may. */
  SENDER_LIMIT_DROPPED,
  /** Replies and lines to a program that has had as many as it may get. */
  RECEIVER_LIMIT_DROPPED,
  /** Lines beyond what the directory relays in all. */
  RELAY_LIMIT_DROPPED,
  /** Programs that could not enter a room because it holds as many text clients as it may. */
  ROOM_FULL_REFUSED,
  /** Text clients forgotten to make space for others. */
  CLIENTS_EVICTED,
  /** Text clients forgotten because nothing was heard of them. */
  CLIENTS_EXPIRED,
  /** Rooms made. */
  ROOMS_MADE,
  /** Rooms deleted. */
  ROOMS_DELETED,
  /** Rooms taken over from another directory. */
  ROOMS_ADOPTED,
  /**
   * Rooms that another directory had and that could not be taken over: the name is here already, or
   * all is full.
   */
  ROOMS_NOT_ADOPTED,
  /** Discovery datagrams understood. */
  DISCOVERY_HEARD,
  /** Discovery datagrams that could not be understood. */
  DISCOVERY_MALFORMED,
  /** Answers and pages of rooms to questions of ours that no right signature proves. */
  DISCOVERY_UNPROVED,
  /** Discovery datagrams of a newer protocol. */
  DISCOVERY_NEWER,
  /** Datagrams that the network refused to take. */
  SEND_FAILED,
  /** Lines not printed because the console was too slow. */
  CONSOLE_LINES_DROPPED,
  /** Replies and events dropped because too many were waiting. */
  QUEUE_OVERFLOWS;

  @Override
  public String label() {
    return Labelled.of(this);
  }
}
