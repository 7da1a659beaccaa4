package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads datagrams that anybody may have sent. */
public final class DatagramReader {
  /** The most parts of one datagram: a datagram full of the smallest that mean something. */
  private static final int PARTS_MAX = 128;

  private DatagramReader() {}

  /** Whether a datagram is ours, but of a version that this program does not know. */
  public static boolean isNewer(byte[] datagram) {
    ByteBuffer in = ByteBuffer.wrap(datagram);
    return Envelope.isOurs(in) && Envelope.version(in) > Envelope.VERSION;
  }

  /** The room that a datagram says it is for, or null if it is none of ours. */
  public static @Nullable RoomTag roomOf(byte[] datagram) {
    ByteBuffer in = ByteBuffer.wrap(datagram);
    return Envelope.isOurs(in) ? Envelope.room(in) : null;
  }

  /** The datagram, or null if it is none that this version understands, to the last part. */
  public static @Nullable ReceivedDatagram read(byte[] datagram) {
    ByteBuffer in = ByteBuffer.wrap(datagram);
    if (!Envelope.isOurs(in)
        || Envelope.version(in) != Envelope.VERSION
        || datagram.length > Envelope.DATAGRAM_BYTES_MAX
        || Envelope.length(in) != datagram.length) {
      return null;
    }
    DatagramKind kind = Envelope.kind(in);
    LogId speaker = new LogId(in.getLong(16), in.getInt(24));
    if (kind == null || !Envelope.skipToParts(in)) {
      return null;
    }
    List<Part> parts = parts(in);
    return parts == null ? null : new ReceivedDatagram(kind, Envelope.room(in), speaker, parts);
  }

  private static @Nullable List<Part> parts(ByteBuffer in) {
    List<Part> parts = new ArrayList<>();
    while (in.remaining() >= DatagramWriter.PART_HEADER_BYTES) {
      int type = in.get() & 0xff;
      if (type == PartType.PADDING) {
        return parts;
      }
      int bytes = in.getShort() & 0xffff;
      if (bytes > in.remaining() || parts.size() == PARTS_MAX) {
        return null;
      }
      ByteBuffer own = in.slice(in.position(), bytes);
      in.position(in.position() + bytes);
      if (type <= PartType.LAST) {
        Part part = part(type, own);
        if (part == null) {
          return null;
        }
        parts.add(part);
      }
    }
    return parts;
  }

  private static @Nullable Part part(int type, ByteBuffer in) {
    return switch (type) {
      case PartType.BLOCK -> {
        Block block = Block.read(rest(in));
        yield block == null ? null : new Part.OfBlock(block);
      }
      case PartType.SEAL -> {
        Seal seal = Seal.read(rest(in));
        yield seal == null ? null : new Part.OfSeal(seal);
      }
      case PartType.INTRODUCTION -> {
        Introduction introduction = Introduction.read(rest(in));
        yield introduction == null ? null : new Part.OfIntroduction(introduction);
      }
      case PartType.HEARTBEAT -> heartbeat(in);
      case PartType.NACK -> nack(in);
      case PartType.COMING -> {
        List<Ranges> blocks = ranges(in);
        yield blocks == null ? null : new Part.Coming(blocks);
      }
      case PartType.HAVE -> have(in);
      case PartType.HELLO -> new Part.Hello();
      case PartType.LOST -> lost(in);
      case PartType.LEAVE -> leave(in);
      case PartType.WHO_HOLDS -> {
        int last = in.remaining() < 4 ? -1 : in.getInt();
        yield isLast(last) ? new Part.WhoHolds(last) : null;
      }
      case PartType.HELD -> held(in);
      case PartType.ECHO ->
          in.remaining() < 16 ? null : new Part.Echo(in.getLong(), in.getInt(), in.getInt());
      case PartType.CHALLENGE ->
          in.remaining() < 20 ? null : new Part.Challenge(log(in), in.getLong());
      case PartType.ALIVE ->
          in.remaining() < 20 + Signer.SIGNATURE_BYTES
              ? null
              : new Part.Alive(log(in), in.getLong(), signature(in));
      default -> null;
    };
  }

  private static Part.@Nullable Heartbeat heartbeat(ByteBuffer in) {
    if (in.remaining() < PartType.HEARTBEAT_BYTES) {
      return null;
    }
    int first = in.getInt();
    int last = in.getInt();
    int roundTripCode = in.get() & 0xff;
    int members = in.getShort() & 0xffff;
    long holdings = in.getLong();
    boolean valid = first >= 1 && last >= 0 && last <= Block.SEQUENCE_MAX;
    return valid ? new Part.Heartbeat(first, last, roundTripCode, members, holdings) : null;
  }

  private static Part.@Nullable Nack nack(ByteBuffer in) {
    if (in.remaining() < 5) {
      return null;
    }
    int stamp = in.getInt();
    int attempt = in.get() & 0xff;
    List<Ranges> missing = ranges(in);
    return missing == null ? null : new Part.Nack(stamp, attempt, missing);
  }

  private static @Nullable List<Ranges> ranges(ByteBuffer in) {
    List<Ranges> logs = new ArrayList<>();
    while (in.hasRemaining()) {
      if (in.remaining() < PartType.RANGES_FIXED_BYTES) {
        return null;
      }
      LogId log = log(in);
      int count = in.get() & 0xff;
      if (count == 0
          || count > Ranges.RANGES_MAX
          || in.remaining() < count * PartType.RANGE_BYTES) {
        return null;
      }
      List<Ranges.Range> ranges = new ArrayList<>(count);
      int before = -1;
      for (int i = 0; i < count; i++) {
        int from = in.getInt();
        int length = in.getShort() & 0xffff;
        if (from <= before || length == 0 || from > Block.SEQUENCE_MAX - length + 1) {
          return null;
        }
        before = from + length - 1;
        ranges.add(new Ranges.Range(from, from + length - 1));
      }
      logs.add(new Ranges(log, ranges));
    }
    return logs;
  }

  private static Part.@Nullable Have have(ByteBuffer in) {
    if (in.remaining() % PartType.EXTENT_BYTES != 0) {
      return null;
    }
    List<Part.Extent> logs = new ArrayList<>();
    while (in.hasRemaining()) {
      LogId log = log(in);
      int first = in.getInt();
      int last = in.getInt();
      if (first < 1 || last < 0 || last > Block.SEQUENCE_MAX) {
        return null;
      }
      logs.add(new Part.Extent(log, first, last));
    }
    return new Part.Have(logs);
  }

  private static Part.@Nullable Lost lost(ByteBuffer in) {
    if (in.remaining() < PartType.LOST_FIXED_BYTES + Signer.SIGNATURE_BYTES) {
      return null;
    }
    LogId log = log(in);
    int from = in.getInt();
    int to = in.getInt();
    int ageSeconds = in.getInt();
    boolean valid = from >= 1 && to >= from && to <= Block.SEQUENCE_MAX;
    return valid ? new Part.Lost(log, from, to, ageSeconds, signature(in)) : null;
  }

  private static Part.@Nullable Leave leave(ByteBuffer in) {
    if (in.remaining() < PartType.LEAVE_FIXED_BYTES + Signer.SIGNATURE_BYTES) {
      return null;
    }
    int last = in.getInt();
    long clock = in.getLong();
    return isLast(last) ? new Part.Leave(last, clock, signature(in)) : null;
  }

  private static Part.@Nullable Held held(ByteBuffer in) {
    if (in.remaining() < 16 + Signer.SIGNATURE_BYTES) {
      return null;
    }
    LogId log = log(in);
    int last = in.getInt();
    return isLast(last) ? new Part.Held(log, last, signature(in)) : null;
  }

  private static boolean isLast(int sequence) {
    return sequence >= 0 && sequence <= Block.SEQUENCE_MAX;
  }

  private static LogId log(ByteBuffer in) {
    return new LogId(in.getLong(), in.getInt());
  }

  private static byte[] signature(ByteBuffer in) {
    byte[] signature = new byte[Signer.SIGNATURE_BYTES];
    in.get(signature);
    return signature;
  }

  private static byte[] rest(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }
}
