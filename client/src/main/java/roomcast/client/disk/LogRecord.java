package roomcast.client.disk;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Hash;

/**
 * What is kept of a log: one line of six words.
 *
 * @param clean whether it was ended properly, so that it can go on
 * @param clock what its writer has stamped last
 * @param endedMillis when, in milliseconds since 1970
 */
record LogRecord(
    int incarnation, int last, byte[] sealHash, boolean clean, long clock, long endedMillis) {

  String text() {
    return (clean ? "ended " : "open ")
        + Integer.toUnsignedString(incarnation)
        + " "
        + last
        + " "
        + HexFormat.of().formatHex(sealHash)
        + " "
        + clock
        + " "
        + endedMillis
        + "\n";
  }

  /** Reads one, or returns null if it is damaged. */
  static @Nullable LogRecord parse(String text) {
    String[] words = text.strip().split(" ", -1);
    try {
      if (words.length != 6 || words[3].length() != 2 * Hash.BYTES) {
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
              Long.parseLong(words[4]),
              Long.parseLong(words[5]));
    } catch (IllegalArgumentException damaged) {
      return null;
    }
  }
}
