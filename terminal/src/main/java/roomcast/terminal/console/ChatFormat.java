package roomcast.terminal.console;

import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import roomcast.protocol.RoomName;
import roomcast.protocol.text.ChatLine;

/**
 * How a line of chat looks: {@code NAME:TEXT}, the name in a colour of its own that is the same on
 * every screen and every day, with the time in front if that is wanted.
 */
final class ChatFormat {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("'['HH:mm:ss'] '");

  /** Of the 256 colours of terminals those that can be read on black and on white. */
  private static final int[] COLOURS = {33, 70, 94, 127, 136, 160, 30, 168, 208, 63, 37, 99};

  private final InstantSource clock;
  private final boolean times;
  private final boolean colours;

  /**
   * @param times whether the time stands in front
   * @param colours whether names are coloured
   */
  ChatFormat(InstantSource clock, boolean times, boolean colours) {
    this.clock = clock;
    this.times = times;
    this.colours = colours;
  }

  /** Without any colour. */
  String plain(ChatMark mark) {
    ChatLine line = mark.line();
    return time() + visible(line.name()) + ":" + visible(line.text()) + note(mark);
  }

  /** For a terminal. */
  AttributedString styled(ChatMark mark) {
    if (!colours) {
      return new AttributedString(plain(mark));
    }
    ChatLine line = mark.line();
    return new AttributedStringBuilder()
        .styled(AttributedStyle.DEFAULT.faint(), time())
        .styled(
            AttributedStyle.DEFAULT.foreground(colour(line.name())).bold(), visible(line.name()))
        .append(":" + visible(line.text()))
        .styled(AttributedStyle.DEFAULT.faint(), note(mark))
        .toAttributedString();
  }

  /** A remark, less visible than what people say. */
  AttributedString faint(String text) {
    return new AttributedString(
        text, colours ? AttributedStyle.DEFAULT.faint() : AttributedStyle.DEFAULT);
  }

  private static String note(ChatMark mark) {
    return mark.note().isEmpty() ? "" : "  [" + mark.note() + "]";
  }

  private String time() {
    return times ? TIME.format(clock.instant().atZone(ZoneId.systemDefault())) : "";
  }

  /** By what the name is, not by who came first: so it is the same everywhere. */
  static int colour(String name) {
    return COLOURS[
        Math.floorMod((RoomName.folded(name).hashCode() * 0x9e3779b9) >>> 8, COLOURS.length)];
  }

  /**
   * Without the characters that turn the direction of what follows (The Unicode Standard, section
   * 23.2): with them somebody could make a line look as if another had said it.
   */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().filter(ChatFormat::isHarmless).forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isHarmless(int character) {
    boolean turns =
        (character >= 0x202a && character <= 0x202e)
            || (character >= 0x2066 && character <= 0x2069)
            || character == 0x200e
            || character == 0x200f
            || character == 0x061c;
    return !turns;
  }
}
