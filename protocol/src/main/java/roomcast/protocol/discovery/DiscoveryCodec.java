package roomcast.protocol.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Ipv4;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.text.Utf8;

/**
 * Discovery frames as bytes, big-endian, behind an envelope of 16 bytes.
 *
 * <pre>
 *  0      2      3      4                 12         14         16
 *  +------+------+------+-----------------+----------+----------+------------------
 *  | F800 | v, c | flag |    room tag     |  epoch   |  length  | type, body …
 *  +------+------+------+-----------------+----------+----------+------------------
 * </pre>
 *
 * <p>F8 never begins UTF-8 text (RFC 3629, section 3), so a frame is never taken for a line of
 * chat. v is the version (high four bits), c the class (low four; 6 for discovery); the room tag
 * and the epoch are zero here; the length is the datagram's, padding included. Requests are padded
 * to at least the size of their answers, so that a forged source address gains nothing.
 */
public final class DiscoveryCodec {
  /** The version spoken here. */
  public static final int VERSION = 1;

  /** The size of a probe, and the largest answer to it, in bytes. */
  public static final int PROBE_BYTES = 256;

  /** The largest datagram, in bytes, and the size of every request but the probe. */
  public static final int DATAGRAM_BYTES_MAX = 1_232;

  /** The longest name of a directory, in bytes of UTF-8. */
  public static final int NAME_BYTES_MAX = 64;

  private static final int MAGIC = 0xf800;
  private static final int CLASS_DISCOVERY = 6;
  private static final int ENVELOPE_BYTES = 16;
  private static final int LENGTH_OFFSET = 14;
  private static final int FAMILY_IPV4 = 4;
  private static final int ROOM_BYTES_MAX = 1 + RoomName.BYTES_MAX + 1 + 4 + 2 + 4;

  private static final int PROBE = 1;
  private static final int ANSWER = 2;
  private static final int ROOMS_REQUEST = 3;
  private static final int ROOMS_PAGE = 4;
  private static final int STATUS_REQUEST = 5;
  private static final int STATUS = 6;

  private DiscoveryCodec() {}

  /** Whether a datagram carries our mark but a version that this program does not know. */
  public static boolean isNewer(byte[] datagram) {
    return datagram.length >= ENVELOPE_BYTES
        && (datagram[0] & 0xff) == 0xf8
        && datagram[1] == 0
        && (datagram[2] & 0xff) >>> 4 > VERSION;
  }

  /** The frame as a datagram. */
  public static byte[] encode(DiscoveryFrame frame) {
    ByteBuffer out = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);
    out.putShort((short) MAGIC);
    out.put((byte) (VERSION << 4 | CLASS_DISCOVERY));
    out.position(ENVELOPE_BYTES);
    switch (frame) {
      case DiscoveryFrame.Probe probe -> {
        out.put((byte) PROBE).putLong(probe.nonce());
        out.put((byte) probe.versionMin()).put((byte) probe.versionMax());
        out.put((byte) probe.asker().code());
        putStanding(out, probe.standing());
        out.position(PROBE_BYTES);
      }
      case DiscoveryFrame.Answer answer -> {
        out.put((byte) ANSWER).putLong(answer.nonce()).put((byte) answer.version());
        putStanding(out, answer.standing());
        out.putInt(answer.rooms());
        putText(out, answer.name(), NAME_BYTES_MAX);
      }
      case DiscoveryFrame.RoomsRequest request -> {
        out.put((byte) ROOMS_REQUEST).putLong(request.nonce()).putInt(request.from());
        out.position(DATAGRAM_BYTES_MAX);
      }
      case DiscoveryFrame.RoomsPage page -> {
        out.put((byte) ROOMS_PAGE).putLong(page.nonce());
        out.putInt(page.from()).putInt(page.total());
        page.rooms().forEach(room -> putRoom(out, room));
      }
      case DiscoveryFrame.StatusRequest request -> {
        out.put((byte) STATUS_REQUEST).putLong(request.nonce());
        out.position(DATAGRAM_BYTES_MAX);
      }
      case DiscoveryFrame.Status status -> {
        out.put((byte) STATUS).putLong(status.nonce());
        out.put(status.lines().getBytes(StandardCharsets.UTF_8));
      }
    }
    out.putShort(LENGTH_OFFSET, (short) out.position());
    return Arrays.copyOf(out.array(), out.position());
  }

  /** How many of these rooms fit into one page. */
  public static List<Room> firstThatFit(List<Room> rooms) {
    int most = (DATAGRAM_BYTES_MAX - ENVELOPE_BYTES - 1 - 8 - 4 - 4) / ROOM_BYTES_MAX;
    return rooms.subList(0, Math.min(most, rooms.size()));
  }

  /** The frame in a datagram, or null if there is none that this version understands. */
  public static @Nullable DiscoveryFrame decode(byte[] datagram) {
    if (datagram.length <= ENVELOPE_BYTES || datagram.length > DATAGRAM_BYTES_MAX) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(datagram);
    if ((in.getShort() & 0xffff) != MAGIC
        || in.get() != (byte) (VERSION << 4 | CLASS_DISCOVERY)
        || (in.getShort(LENGTH_OFFSET) & 0xffff) != datagram.length) {
      return null;
    }
    in.position(ENVELOPE_BYTES);
    try {
      return body(in.get(), in, datagram.length);
    } catch (BufferUnderflowException truncated) {
      return null;
    }
  }

  private static @Nullable DiscoveryFrame body(int type, ByteBuffer in, int datagramBytes) {
    long nonce = in.getLong();
    return switch (type) {
      case PROBE -> datagramBytes < PROBE_BYTES ? null : probe(nonce, in);
      case ANSWER -> answer(nonce, in);
      case ROOMS_REQUEST -> {
        int from = in.getInt();
        yield datagramBytes < DATAGRAM_BYTES_MAX || from < 0
            ? null
            : new DiscoveryFrame.RoomsRequest(nonce, from);
      }
      case ROOMS_PAGE -> page(nonce, in);
      case STATUS_REQUEST ->
          datagramBytes < DATAGRAM_BYTES_MAX ? null : new DiscoveryFrame.StatusRequest(nonce);
      case STATUS -> {
        String lines = text(in, in.remaining());
        yield lines == null ? null : new DiscoveryFrame.Status(nonce, lines);
      }
      default -> null;
    };
  }

  private static DiscoveryFrame.@Nullable Probe probe(long nonce, ByteBuffer in) {
    int versionMin = in.get() & 0xff;
    int versionMax = in.get() & 0xff;
    DiscoveryFrame.Asker asker = DiscoveryFrame.Asker.ofCode(in.get() & 0xff);
    Standing standing = standing(in);
    return asker == null || versionMin > versionMax || standing == null
        ? null
        : new DiscoveryFrame.Probe(versionMin, versionMax, asker, nonce, standing);
  }

  private static DiscoveryFrame.@Nullable Answer answer(long nonce, ByteBuffer in) {
    int version = in.get() & 0xff;
    Standing standing = standing(in);
    int rooms = in.getInt();
    int nameBytes = in.get() & 0xff;
    String name = nameBytes > NAME_BYTES_MAX ? null : text(in, nameBytes);
    return standing == null || name == null || rooms < 0
        ? null
        : new DiscoveryFrame.Answer(version, nonce, standing, rooms, name);
  }

  private static DiscoveryFrame.@Nullable RoomsPage page(long nonce, ByteBuffer in) {
    int from = in.getInt();
    int total = in.getInt();
    List<Room> rooms = new ArrayList<>();
    while (in.hasRemaining()) {
      Room room = room(in);
      if (room == null) {
        return null;
      }
      rooms.add(room);
    }
    return from < 0 || total < from
        ? null
        : new DiscoveryFrame.RoomsPage(nonce, from, total, List.copyOf(rooms));
  }

  private static void putStanding(ByteBuffer out, Standing standing) {
    out.put((byte) (standing.temporary() ? 1 : 0));
    out.putLong(standing.startId()).putInt(standing.roomsVersion());
  }

  private static @Nullable Standing standing(ByteBuffer in) {
    int temporary = in.get();
    long startId = in.getLong();
    int roomsVersion = in.getInt();
    return temporary < 0 || temporary > 1
        ? null
        : new Standing(temporary == 1, startId, roomsVersion);
  }

  private static void putRoom(ByteBuffer out, Room room) {
    putText(out, room.name().text(), RoomName.BYTES_MAX);
    out.put((byte) FAMILY_IPV4).put(room.group().getAddress());
    out.putShort((short) room.port()).putInt(room.generation());
  }

  private static @Nullable Room room(ByteBuffer in) {
    String text = text(in, in.get() & 0xff);
    int family = in.get();
    InetAddress group = Ipv4.of(in.getInt());
    int port = in.getShort() & 0xffff;
    int generation = in.getInt();
    RoomName name = text == null ? null : RoomName.parse(text);
    boolean sound =
        family == FAMILY_IPV4
            && Ipv4.whyNoGroup((Inet4Address) group).isEmpty()
            && port > 0
            && port < 65_535
            && generation > 0;
    return name == null || !sound
        ? null
        : new Room(name, new InetSocketAddress(group, port), generation);
  }

  private static void putText(ByteBuffer out, String text, int bytesMax) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > bytesMax) {
      throw new IllegalArgumentException("'" + text + "' is longer than " + bytesMax + " bytes");
    }
    out.put((byte) bytes.length).put(bytes);
  }

  private static @Nullable String text(ByteBuffer in, int bytes) {
    if (bytes > in.remaining()) {
      return null;
    }
    byte[] text = new byte[bytes];
    in.get(text);
    return Utf8.decode(text, bytes);
  }
}
