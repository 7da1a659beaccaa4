package roomcast.protocol.text;

/** What the directory does with a datagram. */
public enum DialogueAction {
  /** Nothing. */
  IGNORE,
  /** Leave the room, say {@link TextReplies#GREETING}. */
  GREET,
  /** Send the list of rooms. */
  LIST,
  /** Say {@link TextReplies#ASK_NAME}. */
  ASK_NAME,
  /** Make the room, say {@link TextReplies#MADE} (or {@link TextReplies#FULL}). */
  MAKE,
  /** Say {@link TextReplies#TAKEN}. */
  SAY_TAKEN,
  /** Say {@link TextReplies#NOT_ALLOWED}. */
  SAY_NOT_ALLOWED,
  /** Delete the room, say {@link TextReplies#DELETED}. */
  DELETE,
  /** Say {@link TextReplies#UNKNOWN}. */
  SAY_UNKNOWN,
  /** Say {@link TextReplies#NOT_FOUND}. */
  SAY_NOT_FOUND,
  /** End the dialogue without a word. */
  CLOSE,
  /** Leave the old room, enter this one. */
  ENTER,
  /** Leave the room. */
  LEAVE
}
