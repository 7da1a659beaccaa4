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
import roomcast.protocol.wire.PublicKey;
import roomcast.protocol.wire.Signer;
import roomcast.protocol.wire.Verifier;

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
 *
 * <p>What a directory says of itself and its rooms ends with its signature. Between the fields and
 * the signature extensions may stand: type (1 byte), length (1 byte) and so many bytes; those that
 * are not known are skipped, so that later versions can say more and be understood here.
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

  private static final byte[] ANSWER_LABEL = "roomcast answer".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ROOMS_LABEL = "roomcast rooms".getBytes(StandardCharsets.US_ASCII);

  private DiscoveryCodec() {}

  /** Whether a datagram carries our mark but a version that this program does not know. */
  public static boolean isNewer(byte[] datagram) {
    return datagram.length >= ENVELOPE_BYTES
        && (datagram[0] & 0xff) == 0xf8
        && datagram[1] == 0
        && (datagram[2] & 0xff) >>> 4 > VERSION;
  }

  /** The frame as a datagram. */
  public static byte[] encode(DiscoveryFrame.Unsigned frame) {
    ByteBuffer out = begin();
    switch (frame) {
      case DiscoveryFrame.Probe probe -> {
        out.put((byte) PROBE).putLong(probe.nonce());
        out.put((byte) probe.versionMin()).put((byte) probe.versionMax());
        out.put((byte) probe.asker().code());
        putStanding(out, probe.standing());
        out.position(PROBE_BYTES);
      }
      case DiscoveryFrame.RoomsRequest request -> {
        out.put((byte) ROOMS_REQUEST).putLong(request.nonce()).putInt(request.from());
        out.position(DATAGRAM_BYTES_MAX);
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
    return finish(out);
  }

  /**
   * The frame as a datagram, signed.
   *
   * @throws IllegalArgumentException if the signer has another key than the frame names
   */
  public static byte[] encode(DiscoveryFrame.Signed frame, Signer signer) {
    if (!Arrays.equals(signer.publicKey(), frame.key().bytes())) {
      throw new IllegalArgumentException("the signer has another key than the frame names");
    }
    ByteBuffer out = begin();
    switch (frame) {
      case DiscoveryFrame.Answer answer -> {
        out.put((byte) ANSWER).putLong(answer.nonce()).put((byte) answer.version());
        putStanding(out, answer.standing());
        out.putInt(answer.rooms());
        putText(out, answer.name(), NAME_BYTES_MAX);
        out.put(answer.key().bytes());
      }
      case DiscoveryFrame.RoomsPage page -> {
        out.put((byte) ROOMS_PAGE).putLong(page.nonce());
        out.putInt(page.from()).putInt(page.total()).put(page.key().bytes());
        out.put((byte) page.rooms().size());
        page.rooms().forEach(room -> putRoom(out, room));
      }
    }
    out.position(out.position() + Signer.SIGNATURE_BYTES);
    byte[] datagram = finish(out);
    byte[] signature = signer.sign(signedBytes(frame, datagram));
    System.arraycopy(signature, 0, datagram, unsignedBytes(datagram), signature.length);
    return datagram;
  }

  /**
   * Whether the key that a frame names has signed it. Takes about 0.1 ms, so look first whether it
   * answers a question at all.
   *
   * @param datagram what the frame was decoded from
   */
  public static boolean isProved(DiscoveryFrame.Signed frame, byte[] datagram, Verifier verifier) {
    byte[] signature = Arrays.copyOfRange(datagram, unsignedBytes(datagram), datagram.length);
    return verifier.verify(frame.key().bytes(), signedBytes(frame, datagram), signature);
  }

  /** The label, and the datagram up to its signature: the envelope, the nonce and all it says. */
  private static byte[] signedBytes(DiscoveryFrame.Signed frame, byte[] datagram) {
    byte[] label =
        switch (frame) {
          case DiscoveryFrame.Answer answer -> ANSWER_LABEL;
          case DiscoveryFrame.RoomsPage page -> ROOMS_LABEL;
        };
    int said = unsignedBytes(datagram);
    return ByteBuffer.allocate(label.length + said).put(label).put(datagram, 0, said).array();
  }

  private static int unsignedBytes(byte[] datagram) {
    return datagram.length - Signer.SIGNATURE_BYTES;
  }

  private static ByteBuffer begin() {
    ByteBuffer out = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);
    out.putShort((short) MAGIC);
    out.put((byte) (VERSION << 4 | CLASS_DISCOVERY));
    return out.position(ENVELOPE_BYTES);
  }

  private static byte[] finish(ByteBuffer out) {
    out.putShort(LENGTH_OFFSET, (short) out.position());
    byte[] datagram = new byte[out.position()];
    out.get(0, datagram);
    return datagram;
  }

  /** How many of these rooms fit into one page. */
  public static List<Room> firstThatFit(List<Room> rooms) {
    int proof = Signer.KEY_BYTES + Signer.SIGNATURE_BYTES;
    int most = (DATAGRAM_BYTES_MAX - ENVELOPE_BYTES - 1 - 8 - 4 - 4 - 1 - proof) / ROOM_BYTES_MAX;
    return rooms.subList(0, Math.min(most, rooms.size()));
  }

  /**
   * The frame in a datagram, or null if there is none that this version understands. Of a {@link
   * DiscoveryFrame.Signed} one the signature is not checked.
   */
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
      case ANSWER -> answer(nonce, signed(in));
      case ROOMS_REQUEST -> {
        int from = in.getInt();
        yield datagramBytes < DATAGRAM_BYTES_MAX || from < 0
            ? null
            : new DiscoveryFrame.RoomsRequest(nonce, from);
      }
      case ROOMS_PAGE -> page(nonce, signed(in));
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

  /** What stands before the signature. */
  private static ByteBuffer signed(ByteBuffer in) {
    if (in.remaining() < Signer.SIGNATURE_BYTES) {
      throw new BufferUnderflowException();
    }
    return in.limit(in.limit() - Signer.SIGNATURE_BYTES);
  }

  private static DiscoveryFrame.@Nullable Answer answer(long nonce, ByteBuffer in) {
    int version = in.get() & 0xff;
    Standing standing = standing(in);
    int rooms = in.getInt();
    int nameBytes = in.get() & 0xff;
    String name = nameBytes > NAME_BYTES_MAX ? null : text(in, nameBytes);
    PublicKey key = key(in);
    return standing == null || name == null || rooms < 0 || !extensionsAreSound(in)
        ? null
        : new DiscoveryFrame.Answer(version, nonce, standing, rooms, name, key);
  }

  private static DiscoveryFrame.@Nullable RoomsPage page(long nonce, ByteBuffer in) {
    int from = in.getInt();
    int total = in.getInt();
    PublicKey key = key(in);
    int count = in.get() & 0xff;
    List<Room> rooms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Room room = room(in);
      if (room == null) {
        return null;
      }
      rooms.add(room);
    }
    return from < 0 || total < from || !extensionsAreSound(in)
        ? null
        : new DiscoveryFrame.RoomsPage(nonce, from, total, List.copyOf(rooms), key);
  }

  private static PublicKey key(ByteBuffer in) {
    byte[] key = new byte[Signer.KEY_BYTES];
    in.get(key);
    return new PublicKey(key);
  }

  /** Skips them: none is known yet. */
  private static boolean extensionsAreSound(ByteBuffer in) {
    while (in.remaining() > 1) {
      in.get();
      int bytes = in.get() & 0xff;
      if (bytes > in.remaining()) {
        return false;
      }
      in.position(in.position() + bytes);
    }
    return !in.hasRemaining();
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
