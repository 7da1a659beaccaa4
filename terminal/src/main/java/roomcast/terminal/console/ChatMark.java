package roomcast.terminal.console;

import roomcast.protocol.text.ChatLine;

/**
 * A line of chat, and what is to be known of it.
 *
 * @param note in a word or two behind the line, or empty: unverified, delayed
 */
record ChatMark(ChatLine line, String note) {
  /** A line of which nothing is to be known. */
  ChatMark(ChatLine line) {
    this(line, "");
  }
}
