package roomcast.protocol.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import roomcast.protocol.RoomName;

/** One part of each type, as the test vectors have them: of Ada, signed with {@link Ed25519}. */
final class Samples {
  static final Signer ADA = new Ed25519(Ed25519.SEED_1);
  static final Signer BOB = new Ed25519(Ed25519.SEED_2);
  static final RoomTag ROOM = RoomTag.of(Objects.requireNonNull(RoomName.parse("chat1")), 1);
  static final int INCARNATION = 1_700_000_000;
  static final long CLOCK = 1_700_000_123_456L << 16 | 7;
  static final LogId ADAS = new LogId(Hash.senderId(ADA.publicKey(), 0), INCARNATION);
  static final LogId BOBS = new LogId(Hash.senderId(BOB.publicKey(), 3), 9);

  private Samples() {}

  static Introduction introduction() {
    return Introduction.signed(
        ADA, ROOM, INCARNATION, 0, Introduction.Role.MEMBER, CLOCK - 1, "Ada");
  }

  static Block block() {
    BodyWriter body = new BodyWriter();
    body.tryAdd(new Message("Ada", "hello", false));
    body.tryAdd(new Message("Ada", "caf\u00e9?", false));
    return Block.of(ADAS, 1, CLOCK, body.messages(), body.finish());
  }

  static Seal seal() {
    return seal(ADA, ROOM, List.of(block()), Hash.none());
  }

  /** Seals blocks that follow each other. */
  static Seal seal(Signer signer, RoomTag room, List<Block> blocks, byte[] previous) {
    LogId log = blocks.getFirst().log();
    int from = blocks.getFirst().sequence();
    int to = blocks.getLast().sequence();
    byte[] root = Seal.rootOf(blocks);
    byte[] signature = signer.sign(Seal.signedBytes(room, log, from, to, previous, root));
    return new Seal(log, from, to, previous, root, signature);
  }

  /** What follows {@link #block}: three blocks with every kind of item. */
  static List<Block> run() {
    BodyWriter first = new BodyWriter();
    first.tryAdd(new Message("Ada", "one", false));
    first.tryAdd(new Message("Bob", "two", true));
    // A writer fills the first block of a long message; a reader does not rely on it.
    byte[] begin = {1, 0, 3, 'A', 'd', 'a', 4, 0, 11, 0, 0, 0, 14, 2, 'a', ' ', 'l', 'o', 'n', 'g'};
    byte[] more = {5, 0, 8, ' ', 'm', 'e', 's', 's', 'a', 'g', 'e'};
    return List.of(
        Block.of(ADAS, 2, CLOCK, first.messages(), first.finish()),
        Block.of(ADAS, 3, CLOCK, 1, begin),
        Block.of(ADAS, 4, CLOCK, 0, more));
  }

  private static byte[] runData() {
    return datagram(
        DatagramKind.DATA,
        new Part.OfBlock(run().get(0)),
        new Part.OfBlock(run().get(1)),
        new Part.OfBlock(run().get(2)),
        new Part.OfSeal(seal(ADA, ROOM, run(), seal().hash())));
  }

  private static byte[] repair() {
    return datagram(
        DatagramKind.REPAIR,
        Objects.requireNonNull(parts().get("echo")),
        new Part.OfIntroduction(introduction()),
        new Part.OfBlock(block()),
        new Part.OfSeal(seal()));
  }

  /** Four bytes of extensions, HELLO, and a byte of padding. */
  private static byte[] extensions() {
    byte[] extended = datagramOf(HexFormat.of().parseHex("0004deadbeef08000000ff"));
    extended[3] = 1;
    return extended;
  }

  private static List<Ranges> ranges() {
    return List.of(
        new Ranges(ADAS, List.of(new Ranges.Range(0, 0), new Ranges.Range(2, 5))),
        new Ranges(BOBS, List.of(new Ranges.Range(17, 17))));
  }

  /** By the name of the part's file in docs/vectors, without "room-". */
  static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("block", new Part.OfBlock(block()));
    parts.put("seal", new Part.OfSeal(seal()));
    parts.put("introduction", new Part.OfIntroduction(introduction()));
    parts.put("heartbeat", new Part.Heartbeat(1, 1, 109, 5, 0x0123456789abcdefL));
    parts.put("nack", new Part.Nack(0x11223344, 1, ranges()));
    parts.put("coming", new Part.Coming(ranges()));
    parts.put("have", new Part.Have(List.of(extent(ADAS, 1, 1), extent(BOBS, 3, 17))));
    parts.put("hello", new Part.Hello());
    byte[] lost = ADA.sign(Statement.lost(ROOM, ADAS, 2, 9, 130));
    parts.put("lost", new Part.Lost(ADAS, 2, 9, 130, lost));
    byte[] leave = ADA.sign(Statement.leave(ROOM, ADAS, 1, CLOCK + 1));
    parts.put("leave", new Part.Leave(1, CLOCK + 1, leave));
    parts.put("who-holds", new Part.WhoHolds(1));
    byte[] held = ADA.sign(Statement.held(ROOM, ADAS, BOBS, 17));
    parts.put("held", new Part.Held(BOBS, 17, held));
    parts.put("echo", new Part.Echo(BOBS.sender(), 0x11223344, 4_000));
    parts.put("challenge", new Part.Challenge(BOBS, 0x1122334455667788L));
    byte[] alive = ADA.sign(Statement.alive(ROOM, ADAS, 0x1122334455667788L));
    parts.put("alive", new Part.Alive(ADAS, 0x1122334455667788L, alive));
    return parts;
  }

  private static Part.Extent extent(LogId log, int first, int last) {
    return new Part.Extent(log, first, last);
  }

  /** Whole datagrams by the name of their file in docs/vectors, without "room-". */
  static Map<String, byte[]> datagrams() {
    Map<String, byte[]> datagrams = new LinkedHashMap<>();
    parts().forEach((name, part) -> datagrams.put(name, datagram(kindOf(part), part)));
    datagrams.put("data", data());
    datagrams.put("run", runData());
    datagrams.put("repair", repair());
    datagrams.put("extensions", extensions());
    return datagrams;
  }

  /** What Ada sends when she speaks for the first time. */
  static byte[] data() {
    return datagram(
        DatagramKind.DATA,
        new Part.OfIntroduction(introduction()),
        new Part.OfBlock(block()),
        new Part.OfSeal(seal()));
  }

  private static DatagramKind kindOf(Part part) {
    return switch (part) {
      case Part.OfBlock of -> DatagramKind.DATA;
      case Part.OfSeal of -> DatagramKind.REPAIR;
      default -> DatagramKind.CONTROL;
    };
  }

  static byte[] datagram(DatagramKind kind, Part... parts) {
    DatagramWriter out = new DatagramWriter(kind, ROOM, ADAS);
    for (Part part : parts) {
      if (!out.tryAdd(part)) {
        throw new IllegalStateException("does not fit: " + part);
      }
    }
    return out.finish();
  }

  /** A datagram with these bytes instead of parts. */
  static byte[] datagramOf(byte[] parts) {
    byte[] empty = datagram(DatagramKind.CONTROL);
    byte[] whole = Arrays.copyOf(empty, empty.length + parts.length);
    System.arraycopy(parts, 0, whole, empty.length, parts.length);
    return withLength(whole);
  }

  /** The same with its true length in the envelope. */
  static byte[] withLength(byte[] datagram) {
    datagram[14] = (byte) (datagram.length >>> 8);
    datagram[15] = (byte) datagram.length;
    return datagram;
  }

  /** Writes what was read. */
  static byte[] again(ReceivedDatagram datagram) {
    DatagramWriter out = new DatagramWriter(datagram.kind(), datagram.room(), datagram.speaker());
    List<Part> left = new ArrayList<>(datagram.parts());
    left.removeIf(out::tryAdd);
    if (!left.isEmpty()) {
      throw new IllegalStateException("was read, but does not fit: " + left);
    }
    return out.finish();
  }
}
