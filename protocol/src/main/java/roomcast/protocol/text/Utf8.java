package roomcast.protocol.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict UTF-8 (RFC 3629): what is not well-formed is refused, never replaced. */
public final class Utf8 {
  private Utf8() {}

  /**
   * The text of a datagram without its one trailing LF or CRLF, or null if it is not well-formed.
   */
  public static @Nullable String decodeLine(byte[] datagram) {
    int length = datagram.length;
    if (length > 0 && datagram[length - 1] == '\n') {
      length--;
      if (length > 0 && datagram[length - 1] == '\r') {
        length--;
      }
    }
    return decode(datagram, length);
  }

  /** The text of the first {@code length} bytes, or null if it is not well-formed. */
  public static @Nullable String decode(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }
}
