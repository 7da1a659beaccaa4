package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves who made a run of blocks: a signature over their hashes and over the seal before.
 *
 * <pre>
 *  0         8              12     16    20               36          52            116
 *  +---------+--------------+------+-----+----------------+-----------+-------------+
 *  | sender  | incarnation  | from | to  | previous seal  | root      | signature   |
 *  +---------+--------------+------+-----+----------------+-----------+-------------+
 * </pre>
 *
 * <p>The root is the hash over the leaves of blocks {@code from} to {@code to} in order. A seal
 * names the hash of the one before it, so one valid signature proves all the seals before that fit:
 * who is behind checks the newest alone.
 *
 * @param log the log
 * @param from its first block
 * @param to its last block
 * @param previous the hash of the seal before, or {@link Hash#none} for the first
 * @param root the hash of the leaves
 * @param signature Ed25519 (RFC 8032) by the log's sender over {@link #signedBytes}
 */
public record Seal(LogId log, int from, int to, byte[] previous, byte[] root, byte[] signature) {
  /** Its size. */
  public static final int BYTES = 116;

  /** The most blocks that one seal proves. */
  public static final int BLOCKS_MAX = 64;

  private static final byte[] DOMAIN = "roomcast seal".getBytes(StandardCharsets.US_ASCII);

  /** The hash over the leaves of blocks. */
  public static byte[] rootOf(List<Block> blocks) {
    return Hash.of(blocks.stream().map(Block::leaf).toArray(byte[][]::new));
  }

  /** What is signed. */
  public static byte[] signedBytes(
      RoomTag room, LogId log, int from, int to, byte[] previous, byte[] root) {
    ByteBuffer out =
        ByteBuffer.allocate(DOMAIN.length + Long.BYTES + BYTES - Signer.SIGNATURE_BYTES);
    out.put(DOMAIN).putLong(room.value());
    putSigned(out, log, from, to, previous, root);
    return out.array();
  }

  /** What is signed in this one. */
  public byte[] signedBytes(RoomTag room) {
    return signedBytes(room, log, from, to, previous, root);
  }

  private static void putSigned(
      ByteBuffer out, LogId log, int from, int to, byte[] previous, byte[] root) {
    out.putLong(log.sender()).putInt(log.incarnation()).putInt(from).putInt(to);
    out.put(previous).put(root);
  }

  /** The hash that the next seal names. */
  public byte[] hash() {
    return Hash.of(bytes());
  }

  /** Whether the other one is the same to the bit. */
  public boolean isSame(Seal other) {
    return Arrays.equals(bytes(), other.bytes());
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    putSigned(out, log, from, to, previous, root);
    return out.put(signature).array();
  }

  /** Reads a seal, or returns null if the bytes are none. */
  static @Nullable Seal read(byte[] bytes) {
    if (bytes.length != BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    LogId log = new LogId(in.getLong(), in.getInt());
    int from = in.getInt();
    int to = in.getInt();
    byte[] previous = new byte[Hash.BYTES];
    byte[] root = new byte[Hash.BYTES];
    byte[] signature = new byte[Signer.SIGNATURE_BYTES];
    in.get(previous).get(root).get(signature);
    boolean valid = from >= 1 && to >= from && to <= Block.SEQUENCE_MAX && to - from < BLOCKS_MAX;
    return valid ? new Seal(log, from, to, previous, root, signature) : null;
  }
}
