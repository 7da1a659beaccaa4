package roomcast.protocol;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The name of a room: 1 to 50 characters and at most 100 bytes of letters, digits and visible
 * punctuation.
 *
 * <p>White space would break the lines of {@code getdir}, a colon those of chat, a comma lists of
 * rooms; what may not stand in front means something to IRC clients, shells or the terminal. Two
 * names are the same room if their {@link #key} is the same; it is what the room's tag is made of.
 */
public final class RoomName {
  /** The longest name in characters (code points). */
  public static final int CHARACTERS_MAX = 50;

  /** The longest name in bytes of UTF-8. */
  public static final int BYTES_MAX = 100;

  private static final String NOT_IN_FRONT = "/#&+!@~";

  /** Letters and symbols that show nothing: the Hangul fillers and the empty Braille pattern. */
  private static final String INVISIBLE = "\u115f\u1160\u3164\uffa0\u2800\u034f";

  private static final Set<String> COMMAND_WORDS =
      new TreeSet<>(
          java.util.List.of("connect", "getdir", "makeroom", "deleteroom", "bye", "quit", "exit"));

  private final String text;
  private final String key;

  private RoomName(String text, String key) {
    this.text = text;
    this.key = key;
  }

  /** The name, or null if it is not allowed; {@link #whyNotAllowed} says why. */
  public static @Nullable RoomName parse(String typed) {
    return whyNotAllowed(typed) == null ? of(typed) : null;
  }

  private static RoomName of(String typed) {
    String text = Normalizer.normalize(typed, Normalizer.Form.NFC);
    return new RoomName(text, folded(text));
  }

  /** What is wrong with a name, as a sentence without its subject, or null if nothing is. */
  public static @Nullable String whyNotAllowed(String typed) {
    if (typed.isEmpty()) {
      return "is empty";
    }
    // Normalising cannot shorten a name below a third of its bytes; so long a name is not worth the
    // work.
    if (typed.length() > 4 * BYTES_MAX) {
      return tooLong();
    }
    String text = Normalizer.normalize(typed, Normalizer.Form.NFC);
    if (text.codePointCount(0, text.length()) > CHARACTERS_MAX
        || text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
      return tooLong();
    }
    if (NOT_IN_FRONT.indexOf(text.charAt(0)) >= 0 || isMark(text.codePointAt(0))) {
      return "may not begin with '" + Character.toString(text.codePointAt(0)) + "'";
    }
    String wrong = firstForbidden(text);
    if (wrong != null) {
      return wrong;
    }
    return COMMAND_WORDS.contains(folded(text)) ? "is a command word" : null;
  }

  private static String tooLong() {
    return "is longer than " + CHARACTERS_MAX + " characters or " + BYTES_MAX + " bytes";
  }

  private static @Nullable String firstForbidden(String text) {
    for (int index = 0; index < text.length(); ) {
      int character = text.codePointAt(index);
      if (character == ',' || character == ':') {
        return "may not hold '" + Character.toString(character) + "'";
      }
      if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
        return "may not hold white space";
      }
      if (!isVisible(character)) {
        return String.format("may not hold the invisible character U+%04X", character);
      }
      index += Character.charCount(character);
    }
    return null;
  }

  private static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> INVISIBLE.indexOf(character) < 0;
    };
  }

  /**
   * What names are compared by, those of people too: the same for every spelling in upper or lower
   * case, and for itself. Lower case first, for the capital sharp s, which upper case leaves as it
   * is; then upper case, which unfolds what has no single capital; and no final sigma, which
   * depends on what stands around it.
   */
  public static String folded(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .toLowerCase(Locale.ROOT)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT)
            .replace('\u03c2', '\u03c3');
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  /** The name as it was typed, in normal form C. */
  public String text() {
    return text;
  }

  /** Equal for two names of the same room. */
  public String key() {
    return key;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RoomName name && name.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
