package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts messages into the body of a block for as long as they fit: items of type (one byte), length
 * (two) and bytes.
 */
public final class BodyWriter {
  private final ByteBuffer out = ByteBuffer.allocate(Block.BODY_BYTES_MAX);
  private String name = "";
  private int messages;

  /** How many messages begin in the body. */
  public int messages() {
    return messages;
  }

  /** The body. */
  public byte[] finish() {
    return Arrays.copyOf(out.array(), out.position());
  }

  /** Puts a message in, or returns false if it does not fit. */
  public boolean tryAdd(Message message) {
    byte[] text = message.text().getBytes(StandardCharsets.UTF_8);
    byte[] speaker = message.name().getBytes(StandardCharsets.UTF_8);
    int needed =
        BodyItem.HEADER_BYTES
            + text.length
            + (name.equals(message.name()) ? 0 : BodyItem.HEADER_BYTES + speaker.length);
    if (needed > out.remaining() || messages == BodyItem.MESSAGES_MAX) {
      return false;
    }
    putName(message.name(), speaker);
    put(BodyItem.ofText(message.adopted()), text);
    messages++;
    return true;
  }

  private void putName(String wanted, byte[] speaker) {
    if (!name.equals(wanted)) {
      put(BodyItem.NAME, speaker);
      name = wanted;
    }
  }

  private void put(int type, byte[] bytes) {
    out.put((byte) type).putShort((short) bytes.length).put(bytes);
  }

  /** The bodies of a message that needs more than one block. */
  public static List<byte[]> run(Message message) {
    byte[] text = message.text().getBytes(StandardCharsets.UTF_8);
    List<byte[]> bodies = new ArrayList<>();
    BodyWriter first = new BodyWriter();
    first.putName(message.name(), message.name().getBytes(StandardCharsets.UTF_8));
    int piece = first.out.remaining() - BodyItem.HEADER_BYTES - BodyItem.LONG_FIXED_BYTES;
    first.out.put((byte) BodyItem.LONG_BEGIN);
    first.out.putShort((short) (BodyItem.LONG_FIXED_BYTES + Math.min(piece, text.length)));
    first.out.putInt(text.length).put((byte) BodyItem.ofText(message.adopted()));
    first.out.put(text, 0, Math.min(piece, text.length));
    bodies.add(first.finish());
    int more = Block.BODY_BYTES_MAX - BodyItem.HEADER_BYTES;
    for (int at = piece; at < text.length; at += more) {
      BodyWriter next = new BodyWriter();
      next.put(BodyItem.LONG_MORE, Arrays.copyOfRange(text, at, Math.min(at + more, text.length)));
      bodies.add(next.finish());
    }
    return bodies;
  }
}
