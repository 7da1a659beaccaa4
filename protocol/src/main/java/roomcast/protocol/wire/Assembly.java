package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.text.ChatLine;
import roomcast.protocol.text.Utf8;

/** Makes messages again of the blocks of one log, which come in order and are proved. */
public final class Assembly {
  private byte @Nullable [] longText;
  private int longFilled;
  private int longTotal;
  private int longSequence;
  private int longIndex;
  private boolean longAdopted;
  private String longName = "";

  /**
   * A message and its place.
   *
   * @param sequence the block in which it begins
   * @param index which message of that block it is, from 0
   */
  public record Placed(int sequence, int index, long clock, Message message) {}

  /** What a block brings. */
  public record Content(List<Placed> messages, boolean malformed) {
    /** Immutable. */
    public Content {
      messages = List.copyOf(messages);
    }
  }

  /** The messages that end in the next block of the log. */
  public Content add(Block block) {
    ByteBuffer in = block.body();
    List<Placed> messages = new ArrayList<>();
    String name = "";
    int index = 0;
    boolean malformed = false;
    while (in.hasRemaining() && !malformed) {
      if (in.remaining() < BodyItem.HEADER_BYTES) {
        malformed = true;
        break;
      }
      int type = in.get() & 0xff;
      int bytes = in.getShort() & 0xffff;
      if (bytes > in.remaining()) {
        malformed = true;
        break;
      }
      byte[] own = new byte[bytes];
      in.get(own);
      switch (type) {
        case BodyItem.NAME -> {
          String given = Utf8.decode(own, own.length);
          malformed = given == null || ChatLine.whyNoName(given) != null;
          name = given == null ? "" : given;
        }
        case BodyItem.TEXT, BodyItem.ADOPTED_TEXT -> {
          String text = text(own);
          malformed = text == null || name.isEmpty();
          if (text != null && !malformed) {
            Message message = new Message(name, text, type == BodyItem.ADOPTED_TEXT);
            messages.add(new Placed(block.sequence(), index++, block.clock(), message));
          }
        }
        case BodyItem.LONG_BEGIN -> malformed = !begin(block, index++, name, own);
        case BodyItem.LONG_MORE -> malformed = !more(block, own, messages);
        default -> {
          // An item of a later version.
        }
      }
    }
    return new Content(messages, malformed);
  }

  private boolean begin(Block block, int index, String name, byte[] own) {
    if (own.length < BodyItem.LONG_FIXED_BYTES) {
      return false;
    }
    ByteBuffer in = ByteBuffer.wrap(own);
    int total = in.getInt();
    int type = in.get() & 0xff;
    boolean valid =
        total > in.remaining()
            && total <= Message.BYTES_MAX
            && !name.isEmpty()
            && (type == BodyItem.TEXT || type == BodyItem.ADOPTED_TEXT);
    if (!valid) {
      return false;
    }
    // Not as long as declared: grows with what comes.
    longText = Arrays.copyOfRange(own, BodyItem.LONG_FIXED_BYTES, own.length);
    longFilled = own.length - BodyItem.LONG_FIXED_BYTES;
    longTotal = total;
    longSequence = block.sequence();
    longIndex = index;
    longAdopted = type == BodyItem.ADOPTED_TEXT;
    longName = name;
    return true;
  }

  private boolean more(Block block, byte[] own, List<Placed> messages) {
    byte[] text = longText;
    if (text == null || own.length > longTotal - longFilled) {
      longText = null;
      return false;
    }
    if (longFilled + own.length > text.length) {
      text = Arrays.copyOf(text, Math.min(longTotal, 2 * (longFilled + own.length)));
      longText = text;
    }
    System.arraycopy(own, 0, text, longFilled, own.length);
    longFilled += own.length;
    if (longFilled < longTotal) {
      return true;
    }
    longText = null;
    String whole = text(Arrays.copyOf(text, longTotal));
    if (whole == null) {
      return false;
    }
    Message message = new Message(longName, whole, longAdopted);
    messages.add(new Placed(longSequence, longIndex, block.clock(), message));
    return true;
  }

  private static @Nullable String text(byte[] bytes) {
    String text = Utf8.decode(bytes, bytes.length);
    return text == null || Message.whyNoText(text) != null ? null : text;
  }

  /** Forgets a message that has begun: blocks are missing for good. */
  public void skip() {
    longText = null;
  }
}
