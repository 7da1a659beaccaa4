package roomcast.protocol.text;

/** Where a text client is in its dialogue with the directory. */
public enum DialogueState {
  /** Not connected; it may be in a room. */
  OUTSIDE,
  /** Connected: the next datagram is a command. */
  COMMAND,
  /** It said {@code makeroom}: the next datagram is a name. */
  ROOM_TO_MAKE,
  /** It said {@code deleteroom}: the next datagram is a name. */
  ROOM_TO_DELETE
}
