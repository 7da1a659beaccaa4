package roomcast.protocol.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.text.ChatLine;

/**
 * What somebody says.
 *
 * @param name the chat name under which
 * @param text UTF-8, at most {@link #BYTES_MAX} bytes
 * @param adopted whether a directory has taken it over from a plain-text program: its seal proves
 *     the directory, not the speaker
 */
public record Message(String name, String text, boolean adopted) {
  /** The longest text in bytes of UTF-8. */
  public static final int BYTES_MAX = 64 * 1_024;

  /**
   * What is wrong with a text, as a sentence without its subject, or null if nothing is. Line feeds
   * and tabs are allowed, other control characters not: a terminal would obey them.
   */
  public static @Nullable String whyNoText(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
      return "is longer than " + BYTES_MAX + " bytes";
    }
    return ChatLine.hasControls(text.replace('\n', '\t')) ? "holds control characters" : null;
  }

  /** How many bytes the text has. */
  public int textBytes() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
