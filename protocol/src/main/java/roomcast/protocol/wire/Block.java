package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a log: the unit that is sent, repaired, stored and sealed. Never changes.
 *
 * <pre>
 *  0              8              12         16             24      25         26        28
 *  +--------------+--------------+----------+--------------+-------+----------+---------+------
 *  | sender       | incarnation  | sequence | hybrid clock | flags | messages | length  | body …
 *  +--------------+--------------+----------+--------------+-------+----------+---------+------
 * </pre>
 *
 * <p>The clock is a hybrid logical one: 48 bits of milliseconds since 1970, 16 bits of counter. The
 * length is the body's.
 */
public final class Block {
  /** The low bits of a hybrid clock, which count; those above are milliseconds. */
  public static final int CLOCK_COUNTER_BITS = 16;

  /** Bytes before the body. */
  public static final int HEADER_BYTES = 28;

  /** The longest body: with it, a block and the seal of its run fit into one datagram. */
  public static final int BODY_BYTES_MAX = 1_050;

  /** The last sequence number; the log goes on under another incarnation. */
  public static final int SEQUENCE_MAX = Integer.MAX_VALUE - 1;

  private static final int SEQUENCE_OFFSET = 12;
  private static final int CLOCK_OFFSET = 16;
  private static final int FLAGS_OFFSET = 24;
  private static final int LENGTH_OFFSET = 26;

  private final byte[] bytes;
  private final LogId log;
  private byte @Nullable [] leaf;

  private Block(byte[] bytes) {
    this.bytes = bytes;
    ByteBuffer in = ByteBuffer.wrap(bytes);
    this.log = new LogId(in.getLong(), in.getInt());
  }

  /**
   * A new block.
   *
   * @param body at most {@link #BODY_BYTES_MAX} bytes
   */
  public static Block of(LogId log, int sequence, long clock, int messages, byte[] body) {
    if (body.length > BODY_BYTES_MAX || sequence < 1 || sequence > SEQUENCE_MAX) {
      throw new IllegalArgumentException(body.length + " bytes as block " + sequence);
    }
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + body.length);
    out.putLong(log.sender()).putInt(log.incarnation()).putInt(sequence).putLong(clock);
    out.put((byte) 0).put((byte) messages).putShort((short) body.length).put(body);
    return new Block(out.array());
  }

  /** Reads a block, or returns null if the bytes are none. */
  static @Nullable Block read(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes.length > HEADER_BYTES + BODY_BYTES_MAX) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int sequence = in.getInt(SEQUENCE_OFFSET);
    int bodyBytes = in.getShort(LENGTH_OFFSET) & 0xffff;
    boolean valid =
        sequence >= 1
            && sequence <= SEQUENCE_MAX
            && bodyBytes == bytes.length - HEADER_BYTES
            && in.get(FLAGS_OFFSET) == 0;
    return valid ? new Block(bytes) : null;
  }

  /** The log that it is in. */
  public LogId log() {
    return log;
  }

  /** Its place in the log, from 1. */
  public int sequence() {
    return ByteBuffer.wrap(bytes).getInt(SEQUENCE_OFFSET);
  }

  /** The sender's hybrid clock when it was made. */
  public long clock() {
    return ByteBuffer.wrap(bytes).getLong(CLOCK_OFFSET);
  }

  /** The milliseconds since 1970 of its clock. */
  public long clockMillis() {
    return clockMillis(clock());
  }

  /** The milliseconds since 1970 in a value of a hybrid clock; the rest of it counts. */
  public static long clockMillis(long clock) {
    return clock >>> CLOCK_COUNTER_BITS;
  }

  /** What it says. */
  public ByteBuffer body() {
    return ByteBuffer.wrap(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES)
        .slice()
        .asReadOnlyBuffer();
  }

  /** Its hash, over header and body. */
  public byte[] leaf() {
    byte[] known = leaf;
    if (known == null) {
      // Only when it is asked for: most copies of a block that come are known already.
      known = Hash.of(bytes);
      leaf = known;
    }
    return known.clone();
  }

  /** Whether the other one is the same to the bit. */
  public boolean isSame(Block other) {
    return Arrays.equals(bytes, other.bytes);
  }

  /** How much space it takes. */
  public int size() {
    return bytes.length;
  }

  /** Copies it to where {@code out} is. */
  void put(ByteBuffer out) {
    out.put(bytes);
  }

  @Override
  public String toString() {
    return log + "#" + sequence();
  }
}
