package roomcast.protocol.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes lines of plain text of what may be longer than a line. */
public final class PlainLines {
  private PlainLines() {}

  /**
   * Lines under this name that hold the text: one for each of its lines that is not empty, and more
   * where one is too long for a datagram. At least one.
   */
  public static List<ChatLine> of(String name, String text) {
    List<ChatLine> lines = new ArrayList<>();
    int room =
        ChatLine.DATAGRAM_BYTES_MAX - name.getBytes(StandardCharsets.UTF_8).length - ":".length();
    for (String line : text.lines().toList()) {
      cut(line, room).forEach(piece -> lines.add(new ChatLine(name, piece)));
    }
    return lines.isEmpty() ? List.of(new ChatLine(name, "")) : lines;
  }

  /** Pieces of at most so many bytes, cut between characters. */
  private static List<String> cut(String line, int bytesMax) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int at = 0; at < line.length(); ) {
      int next = line.offsetByCodePoints(at, 1);
      int own = line.substring(at, next).getBytes(StandardCharsets.UTF_8).length;
      if (bytes + own > bytesMax) {
        pieces.add(line.substring(from, at));
        from = at;
        bytes = 0;
      }
      bytes += own;
      at = next;
    }
    if (from < line.length()) {
      pieces.add(line.substring(from));
    }
    return pieces;
  }
}
