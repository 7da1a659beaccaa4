package roomcast.protocol.wire;

/** The types of items in a block's body, and the sizes that reading and writing share. */
final class BodyItem {
  /** The chat name of the messages that follow in this block. */
  static final int NAME = 1;

  /** A message. */
  static final int TEXT = 2;

  /** A message that a directory has adopted from a plain-text program. */
  static final int ADOPTED_TEXT = 3;

  /** The size of a long message, its type, and its first bytes; it goes on in the next blocks. */
  static final int LONG_BEGIN = 4;

  /** More bytes of the long message. */
  static final int LONG_MORE = 5;

  static final int HEADER_BYTES = 3;
  static final int LONG_FIXED_BYTES = 4 + 1;
  static final int MESSAGES_MAX = 255;

  private BodyItem() {}

  static int ofText(boolean adopted) {
    return adopted ? ADOPTED_TEXT : TEXT;
  }
}
