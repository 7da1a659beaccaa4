package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Puts parts into a datagram for as long as they fit. */
public final class DatagramWriter {
  /** What {@link #tryAdd} needs beside the bytes of a part. */
  static final int PART_HEADER_BYTES = 3;

  /** The most bytes that one part may have. */
  public static final int PART_BYTES_MAX =
      Envelope.DATAGRAM_BYTES_MAX - Envelope.BYTES - PART_HEADER_BYTES;

  private final ByteBuffer out = ByteBuffer.allocate(Envelope.DATAGRAM_BYTES_MAX);
  private final DatagramKind kind;

  /** An empty datagram. */
  public DatagramWriter(DatagramKind kind, RoomTag room, LogId speaker) {
    this.kind = kind;
    Envelope.put(out, kind, room, speaker);
  }

  /** What it is for. */
  public DatagramKind kind() {
    return kind;
  }

  /** Whether nothing has been put in. */
  public boolean isEmpty() {
    return out.position() == Envelope.BYTES;
  }

  /** How many bytes a part may still have. */
  public int room() {
    return out.remaining() - PART_HEADER_BYTES;
  }

  /** Puts the part in, or returns false if it does not fit. */
  public boolean tryAdd(Part part) {
    int start = out.position();
    if (out.remaining() < PART_HEADER_BYTES + size(part)) {
      return false;
    }
    out.position(start + PART_HEADER_BYTES);
    int type = put(part);
    int bytes = out.position() - start - PART_HEADER_BYTES;
    out.put(start, (byte) type).putShort(start + 1, (short) bytes);
    return true;
  }

  /** The datagram. */
  public byte[] finish() {
    out.putShort(Envelope.LENGTH_OFFSET, (short) out.position());
    return Arrays.copyOf(out.array(), out.position());
  }

  /** How many bytes the part takes, its header not counted. */
  static int size(Part part) {
    return switch (part) {
      case Part.OfBlock of -> of.block().size();
      case Part.OfSeal of -> Seal.BYTES;
      case Part.OfIntroduction of -> of.introduction().bytes().length;
      case Part.Heartbeat beat -> PartType.HEARTBEAT_BYTES;
      case Part.Nack nack -> 4 + 1 + size(nack.missing());
      case Part.Coming coming -> size(coming.blocks());
      case Part.Have have -> have.logs().size() * PartType.EXTENT_BYTES;
      case Part.Hello hello -> 0;
      case Part.Lost lost -> PartType.LOST_FIXED_BYTES + Signer.SIGNATURE_BYTES;
      case Part.Leave leave -> PartType.LEAVE_FIXED_BYTES + Signer.SIGNATURE_BYTES;
      case Part.WhoHolds who -> 4;
      case Part.Held held -> 12 + 4 + Signer.SIGNATURE_BYTES;
      case Part.Echo echo -> 8 + 4 + 4;
      case Part.Challenge challenge -> 12 + 8;
      case Part.Alive alive -> 12 + 8 + Signer.SIGNATURE_BYTES;
    };
  }

  /** The bytes of ranges on the wire. */
  private static int size(List<Ranges> logs) {
    int bytes = 0;
    for (Ranges one : logs) {
      bytes += sizeOf(one);
    }
    return bytes;
  }

  /** The bytes of one log's ranges on the wire. */
  public static int sizeOf(Ranges one) {
    return PartType.RANGES_FIXED_BYTES + one.ranges().size() * PartType.RANGE_BYTES;
  }

  /** How many ranges of one log fit into so many bytes. */
  public static int rangesFitting(int bytes) {
    return Math.max(0, (bytes - PartType.RANGES_FIXED_BYTES) / PartType.RANGE_BYTES);
  }

  private int put(Part part) {
    return switch (part) {
      case Part.OfBlock of -> {
        of.block().put(out);
        yield PartType.BLOCK;
      }
      case Part.OfSeal of -> {
        out.put(of.seal().bytes());
        yield PartType.SEAL;
      }
      case Part.OfIntroduction of -> {
        out.put(of.introduction().bytes());
        yield PartType.INTRODUCTION;
      }
      case Part.Heartbeat beat -> {
        out.putInt(beat.first()).putInt(beat.last());
        out.put((byte) beat.roundTripCode()).putShort((short) beat.members());
        out.putLong(beat.holdings());
        yield PartType.HEARTBEAT;
      }
      case Part.Nack nack -> {
        out.putInt(nack.stamp()).put((byte) nack.attempt());
        nack.missing().forEach(this::putRanges);
        yield PartType.NACK;
      }
      case Part.Coming coming -> {
        coming.blocks().forEach(this::putRanges);
        yield PartType.COMING;
      }
      default -> putRare(part);
    };
  }

  private int putRare(Part part) {
    return switch (part) {
      case Part.Have have -> {
        for (Part.Extent one : have.logs()) {
          putLog(one.log());
          out.putInt(one.first()).putInt(one.last());
        }
        yield PartType.HAVE;
      }
      case Part.Hello hello -> PartType.HELLO;
      case Part.Lost lost -> {
        putLog(lost.log());
        out.putInt(lost.from()).putInt(lost.to()).putInt(lost.ageSeconds());
        out.put(lost.signature());
        yield PartType.LOST;
      }
      case Part.Leave leave -> {
        out.putInt(leave.last()).putLong(leave.clock()).put(leave.signature());
        yield PartType.LEAVE;
      }
      case Part.WhoHolds who -> {
        out.putInt(who.last());
        yield PartType.WHO_HOLDS;
      }
      case Part.Held held -> {
        putLog(held.log());
        out.putInt(held.last()).put(held.signature());
        yield PartType.HELD;
      }
      case Part.Echo echo -> {
        out.putLong(echo.to()).putInt(echo.stamp()).putInt(echo.heldMicros());
        yield PartType.ECHO;
      }
      case Part.Challenge challenge -> {
        putLog(challenge.log());
        out.putLong(challenge.nonce());
        yield PartType.CHALLENGE;
      }
      case Part.Alive alive -> {
        putLog(alive.log());
        out.putLong(alive.nonce()).put(alive.signature());
        yield PartType.ALIVE;
      }
      default -> throw new IllegalStateException("no rare part: " + part);
    };
  }

  private void putLog(LogId log) {
    out.putLong(log.sender()).putInt(log.incarnation());
  }

  private void putRanges(Ranges one) {
    putLog(one.log());
    out.put((byte) one.ranges().size());
    for (Ranges.Range range : one.ranges()) {
      out.putInt(range.from()).putShort((short) (range.to() - range.from() + 1));
    }
  }
}
