package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.text.ChatLine;
import roomcast.protocol.text.Utf8;

/**
 * Who writes a log: block 0 of it, so to speak, and repaired like one.
 *
 * <pre>
 *  0              4      5      6             14           46       48
 *  +--------------+------+------+-------------+------------+--------+-------+-----------+
 *  | incarnation  | seat | role | clock       | public key | length | name  | signature |
 *  +--------------+------+------+-------------+------------+--------+-------+-----------+
 * </pre>
 *
 * @param incarnation the log's
 * @param seat 0 to 63: which of the programs that share the key
 * @param role whether it is a directory
 * @param clock the sender's hybrid clock; of two of one log the later one counts
 * @param publicKey 32 bytes
 * @param name the chat name, at most 256 bytes of UTF-8, or empty
 * @param signature over {@link #signedBytes}
 */
public record Introduction(
    int incarnation,
    int seat,
    Role role,
    long clock,
    byte[] publicKey,
    String name,
    byte[] signature) {
  /** The highest seat. */
  public static final int SEAT_MAX = 63;

  private static final int NAME_BYTES_MAX = 4 * ChatLine.NAME_CHARACTERS_MAX;
  private static final int FIXED_BYTES = 4 + 1 + 1 + 8 + Signer.KEY_BYTES + 2;
  private static final byte[] DOMAIN = "roomcast introduction".getBytes(StandardCharsets.US_ASCII);

  /** What a member is to the others. */
  public enum Role {
    /** A person's or a script's program. */
    MEMBER,
    /** The room's memory: it is asked first. */
    DIRECTORY;

    int code() {
      return this == DIRECTORY ? 1 : 0;
    }
  }

  /** The log that it speaks of; its sender follows from key and seat. */
  public LogId log() {
    return new LogId(Hash.senderId(publicKey, seat), incarnation);
  }

  /** Signs one. */
  public static Introduction signed(
      Signer signer, RoomTag room, int incarnation, int seat, Role role, long clock, String name) {
    Introduction draft =
        new Introduction(
            incarnation,
            seat,
            role,
            clock,
            signer.publicKey(),
            name,
            new byte[Signer.SIGNATURE_BYTES]);
    byte[] signature = signer.sign(draft.signedBytes(room));
    return new Introduction(incarnation, seat, role, clock, signer.publicKey(), name, signature);
  }

  /** What is signed. */
  public byte[] signedBytes(RoomTag room) {
    byte[] own = bytes();
    ByteBuffer out =
        ByteBuffer.allocate(DOMAIN.length + Long.BYTES + own.length - Signer.SIGNATURE_BYTES);
    out.put(DOMAIN).putLong(room.value()).put(own, 0, own.length - Signer.SIGNATURE_BYTES);
    return out.array();
  }

  /** Whether the other one is the same to the bit. */
  public boolean isSame(Introduction other) {
    return Arrays.equals(bytes(), other.bytes());
  }

  byte[] bytes() {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + text.length + Signer.SIGNATURE_BYTES);
    out.putInt(incarnation).put((byte) seat).put((byte) role.code()).putLong(clock);
    out.put(publicKey).putShort((short) text.length).put(text).put(signature);
    return out.array();
  }

  /** Reads one, or returns null if the bytes are none. */
  static @Nullable Introduction read(byte[] bytes) {
    if (bytes.length < FIXED_BYTES + Signer.SIGNATURE_BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int incarnation = in.getInt();
    int seat = in.get() & 0xff;
    int role = in.get() & 0xff;
    long clock = in.getLong();
    byte[] key = new byte[Signer.KEY_BYTES];
    in.get(key);
    int textBytes = in.getShort() & 0xffff;
    if (in.remaining() != textBytes + Signer.SIGNATURE_BYTES) {
      return null;
    }
    byte[] text = new byte[textBytes];
    in.get(text);
    byte[] signature = new byte[Signer.SIGNATURE_BYTES];
    in.get(signature);
    String name = Utf8.decode(text, text.length);
    boolean valid =
        seat <= SEAT_MAX
            && role <= 1
            && name != null
            && text.length <= NAME_BYTES_MAX
            && (name.isEmpty() || ChatLine.whyNoName(name) == null);
    return valid && name != null
        ? new Introduction(
            incarnation,
            seat,
            role == 0 ? Role.MEMBER : Role.DIRECTORY,
            clock,
            key,
            name,
            signature)
        : null;
  }
}
