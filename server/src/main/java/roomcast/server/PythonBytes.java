package roomcast.server;

import java.util.HexFormat;

/**
 * Bytes as the original's console shows them: the form in which Python 3 prints a bytes object.
 *
 * <p>In double quotes if the bytes hold a single quote and no double one; backslash, tab, line feed
 * and carriage return by their short escapes, everything else outside printable ASCII as {@code
 * \xNN}.
 */
final class PythonBytes {
  private static final HexFormat HEX = HexFormat.of();

  private PythonBytes() {}

  static String show(byte[] bytes) {
    char quote = has(bytes, '\'') && !has(bytes, '"') ? '"' : '\'';
    StringBuilder shown = new StringBuilder(bytes.length + 3).append('b').append(quote);
    for (byte one : bytes) {
      switch (one) {
        case '\\' -> shown.append("\\\\");
        case '\t' -> shown.append("\\t");
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        default -> {
          if (one == quote) {
            shown.append('\\').append(quote);
          } else if (one >= 0x20 && one < 0x7f) {
            shown.append((char) one);
          } else {
            shown.append("\\x").append(HEX.toHexDigits(one));
          }
        }
      }
    }
    return shown.append(quote).toString();
  }

  private static boolean has(byte[] bytes, char character) {
    for (byte one : bytes) {
      if (one == character) {
        return true;
      }
    }
    return false;
  }
}
