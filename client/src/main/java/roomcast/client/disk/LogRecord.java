package roomcast.client.disk;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Hash;

/**
 * What is kept of a log: one line of five words.
 *
 * @param clean whether it was ended properly, so that it can go on
 * @param endedMillis when, in milliseconds since 1970
 */
record LogRecord(int incarnation, int last, byte[] sealHash, boolean clean, long endedMillis) {

  String text() {
    return (clean ? "ended " : "open ")
        + Integer.toUnsignedString(incarnation)
        + " "
        + last
        + " "
        + HexFormat.of().formatHex(sealHash)
        + " "
        + endedMillis
        + "\n";
  }

  /** Reads one, or returns null if it is damaged. */
  static @Nullable LogRecord parse(String text) {
    String[] words = text.strip().split(" ", -1);
    try {
      if (words.length != 5 || words[3].length() != 2 * Hash.BYTES) {
        return null;
      }
      int last = Integer.parseInt(words[2]);
      return last < 0
          ? null
          : new LogRecord(
              Integer.parseUnsignedInt(words[1]),
              last,
              HexFormat.of().parseHex(words[3]),
              words[0].equals("ended"),
              Long.parseLong(words[4]));
    } catch (IllegalArgumentException damaged) {
      return null;
    }
  }
}
