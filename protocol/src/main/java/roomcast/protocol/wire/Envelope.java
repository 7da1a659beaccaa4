package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What every datagram of a room begins with, big-endian.
 *
 * <pre>
 *  0      2      3      4           12      14       16          24            28
 *  +------+------+------+-----------+-------+--------+-----------+-------------+-------
 *  | F800 | v, c | flag | room tag  | epoch | length | speaker   | incarnation | parts …
 *  +------+------+------+-----------+-------+--------+-----------+-------------+-------
 * </pre>
 *
 * <p>F8 never begins UTF-8 text (RFC 3629, section 3). v is the version (high four bits), c the
 * class (low four, {@link DatagramKind}). Flag 1 says that extensions stand before the parts: two
 * bytes of length, then what this version skips. The epoch is 0 in public rooms. The length is the
 * datagram's, padding included; it tells datagrams apart that a network card has put together.
 */
final class Envelope {
  /** The longest datagram: what IPv6's smallest packet carries, so that every tunnel takes it. */
  static final int DATAGRAM_BYTES_MAX = 1_232;

  static final int BYTES = 28;
  static final int LENGTH_OFFSET = 14;
  static final int VERSION = 1;

  private static final int MAGIC = 0xf800;
  private static final int KIND_OFFSET = 2;
  private static final int FLAGS_OFFSET = 3;
  private static final int FLAG_EXTENSIONS = 1;
  private static final int ROOM_OFFSET = 4;
  private static final int EPOCH_OFFSET = 12;

  private Envelope() {}

  static void put(ByteBuffer out, DatagramKind kind, RoomTag room, LogId speaker) {
    out.putShort((short) MAGIC).put((byte) (VERSION << 4 | kind.code())).put((byte) 0);
    out.putLong(room.value()).putShort((short) 0).putShort((short) 0);
    out.putLong(speaker.sender()).putInt(speaker.incarnation());
  }

  /** Whether it is ours in any version. */
  static boolean isOurs(ByteBuffer in) {
    return in.limit() >= BYTES && (in.getShort(0) & 0xffff) == MAGIC;
  }

  static int version(ByteBuffer in) {
    return (in.get(KIND_OFFSET) & 0xff) >>> 4;
  }

  static RoomTag room(ByteBuffer in) {
    return new RoomTag(in.getLong(ROOM_OFFSET));
  }

  static int length(ByteBuffer in) {
    return in.getShort(LENGTH_OFFSET) & 0xffff;
  }

  static @Nullable DatagramKind kind(ByteBuffer in) {
    return switch (in.get(KIND_OFFSET) & 0x0f) {
      case 1 -> DatagramKind.DATA;
      case 2 -> DatagramKind.REPAIR;
      case 3 -> DatagramKind.CONTROL;
      default -> null;
    };
  }

  /** Moves to the parts; false if the datagram ends before, or is of a room with keys. */
  static boolean skipToParts(ByteBuffer in) {
    if (in.getShort(EPOCH_OFFSET) != 0) {
      return false;
    }
    in.position(BYTES);
    if ((in.get(FLAGS_OFFSET) & FLAG_EXTENSIONS) == 0) {
      return true;
    }
    if (in.remaining() < 2) {
      return false;
    }
    int extensionBytes = in.getShort() & 0xffff;
    if (in.remaining() < extensionBytes) {
      return false;
    }
    in.position(in.position() + extensionBytes);
    return true;
  }
}
