package roomcast.protocol.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says in a room: one datagram {@code NAME:TEXT}.
 *
 * @param name 1 to 64 characters without a colon; inner spaces are allowed
 * @param text everything behind the first colon
 */
public record ChatLine(String name, String text) {
  /** The longest datagram in bytes. */
  public static final int DATAGRAM_BYTES_MAX = 1_024;

  /** The longest name in characters (code points). */
  public static final int NAME_CHARACTERS_MAX = 64;

  /** The text with which somebody leaves the room. */
  public static final String EXIT = "exit";

  /** Reads a datagram, or returns null for one that is no chat: it is to be dropped and counted. */
  public static @Nullable ChatLine parse(byte[] datagram) {
    if (datagram.length > DATAGRAM_BYTES_MAX) {
      return null;
    }
    String line = Utf8.decodeLine(datagram);
    if (line == null || hasControls(line)) {
      return null;
    }
    int colon = line.indexOf(':');
    if (colon < 0 || whyNoName(line.substring(0, colon)) != null) {
      return null;
    }
    return new ChatLine(line.substring(0, colon), line.substring(colon + 1));
  }

  /** What is wrong with a chat name, as a sentence without its subject, or null if nothing is. */
  public static @Nullable String whyNoName(String name) {
    if (name.isEmpty() || name.isBlank()) {
      return "is empty";
    }
    if (name.codePointCount(0, name.length()) > NAME_CHARACTERS_MAX) {
      return "is longer than " + NAME_CHARACTERS_MAX + " characters";
    }
    if (name.indexOf(':') >= 0) {
      return "may not hold a colon";
    }
    if (hasControls(name) || name.indexOf('\t') >= 0) {
      return "may not hold control characters";
    }
    return !name.strip().equals(name) ? "may not begin or end with a space" : null;
  }

  /** What is wrong with a text to send under {@code name}, or null if nothing is. */
  public static @Nullable String whyNoText(String name, String text) {
    if (hasControls(text)) {
      return "holds control characters";
    }
    int bytes = new ChatLine(name, text).encode().length;
    return bytes > DATAGRAM_BYTES_MAX
        ? "is too long: "
            + bytes
            + " bytes with the name, "
            + DATAGRAM_BYTES_MAX
            + " are the most that fit"
        : null;
  }

  /** The datagram. */
  public byte[] encode() {
    return (name + ":" + text).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether somebody leaves the room with it. */
  public boolean isExit() {
    return text.equals(EXIT);
  }

  /** Whether a text holds control characters other than tabs. */
  public static boolean hasControls(String text) {
    return text.codePoints()
        .anyMatch(character ->
            character != '\t'
                && (Character.getType(character) == Character.CONTROL
                    || character == 0x2028
                    || character == 0x2029));
  }
}
