package roomcast.simulation;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Ipv4;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.DatagramReader;
import roomcast.protocol.wire.DatagramWriter;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.Ranges;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Seal;
import roomcast.protocol.wire.Signer;

/**
 * Somebody in the network who hears everything, has no key but its own, and sends what does most
 * harm.
 */
final class Hostile implements Network.Ear {
  private static final int HEARD_MAX = 300;
  private static final int ADDRESS = 10 << 24 | 99 << 16;

  private final Timeline timeline;
  private final Network network;
  private final RoomTag room;
  private final RandomGenerator random;
  private final int number;
  private final long endNanos;
  private final double perSecond;
  private final ToyKey key = new ToyKey(-1);
  private final List<byte[]> heard = new ArrayList<>();
  private final List<LogId> logs = new ArrayList<>();
  private final List<InetSocketAddress> sources = new ArrayList<>();
  private final Map<LogId, Integer> newest = new TreeMap<>();

  /** Sends as listener {@code number} until {@code endNanos}. */
  Hostile(
      Timeline timeline,
      Network network,
      RoomTag room,
      RandomGenerator random,
      int number,
      long endNanos) {
    this.timeline = timeline;
    this.network = network;
    this.room = room;
    this.random = random;
    this.number = number;
    this.endNanos = endNanos;
    this.perSecond = Math.exp(random.nextDouble(Math.log(5), Math.log(300)));
  }

  @Override
  public boolean listens() {
    return timeline.nowNanos() < endNanos;
  }

  @Override
  public void hear(byte[] datagram, InetSocketAddress source) {
    if (datagram.length == 0) {
      return;
    }
    if (heard.size() < HEARD_MAX) {
      heard.add(datagram);
    } else {
      heard.set(random.nextInt(HEARD_MAX), datagram);
    }
    ReceivedDatagram read = DatagramReader.read(datagram);
    if (read == null) {
      return;
    }
    if (!logs.contains(read.speaker())) {
      logs.add(read.speaker());
      sources.add(source);
    }
    for (Part part : read.parts()) {
      if (part instanceof Part.OfBlock of) {
        newest.merge(of.block().log(), of.block().sequence(), Math::max);
      }
    }
  }

  /** Begins. */
  void begin() {
    long at = timeline.nowNanos() + Chance.nextNanos(random, perSecond);
    if (at < endNanos) {
      timeline.at(
          at,
          () -> {
            byte[] datagram = attack();
            if (datagram.length > 0) {
              network.multicast(number, datagram, source());
            }
            begin();
          });
    }
  }

  private InetSocketAddress source() {
    int roll = random.nextInt(10);
    if (roll == 0 && !sources.isEmpty()) {
      return sources.get(random.nextInt(sources.size()));
    }
    return new InetSocketAddress(Ipv4.of(ADDRESS + (roll < 3 ? random.nextInt(1_000) : 0)), 666);
  }

  private byte[] attack() {
    if (heard.isEmpty() || logs.isEmpty()) {
      return rubbish();
    }
    LogId victim = logs.get(random.nextInt(logs.size()));
    LogId speaker = random.nextBoolean() ? victim : new LogId(random.nextLong(), 1);
    return switch (random.nextInt(16)) {
      case 0, 1 -> one(speaker, nack(victim));
      case 2 -> one(victim, beat(victim));
      case 3 -> forgedBlock(victim);
      case 4 -> one(victim, new Part.Lost(victim, sequence(), sequence() + 40_000, 9, signature()));
      case 5 -> one(victim, new Part.Leave(sequence(), Long.MAX_VALUE, signature()));
      case 6 -> heard.get(random.nextInt(heard.size()));
      case 7 -> rubbish();
      case 8 -> one(speaker, new Part.Coming(ranges(victim)));
      case 9 -> one(speaker, have(victim));
      case 10 -> one(speaker, new Part.WhoHolds(sequence()));
      case 11 -> one(speaker, new Part.Challenge(victim, random.nextLong()));
      case 12 -> one(speaker, new Part.OfIntroduction(introduction()));
      case 13 -> one(speaker, new Part.Hello());
      case 14 ->
          one(speaker, new Part.Echo(victim.sender(), random.nextInt(), random.nextInt(100)));
      default -> altered();
    };
  }

  /** A block that has just been said, or will be next. */
  private int nearEnd(LogId victim) {
    return Math.max(1, newest.getOrDefault(victim, 0) + random.nextInt(-2, 3));
  }

  private int sequence() {
    int exponent = random.nextInt(31);
    return 1 + random.nextInt(1 << exponent);
  }

  private byte[] signature() {
    byte[] signature = new byte[Signer.SIGNATURE_BYTES];
    random.nextBytes(signature);
    return signature;
  }

  private List<Ranges> ranges(LogId log) {
    if (random.nextInt(4) == 0) {
      return List.of(new Ranges(log, List.of(new Ranges.Range(0, 60_000))));
    }
    int far = Math.min(sequence(), Integer.MAX_VALUE / 2) - 1;
    int from = random.nextBoolean() ? far : Math.max(0, nearEnd(log) - random.nextInt(20));
    return List.of(new Ranges(log, List.of(new Ranges.Range(from, from + random.nextInt(200)))));
  }

  private Part nack(LogId victim) {
    return new Part.Nack(random.nextInt(), random.nextInt(8), ranges(victim));
  }

  private Part beat(LogId victim) {
    int last = random.nextBoolean() ? sequence() : nearEnd(victim) + random.nextInt(10);
    return new Part.Heartbeat(
        sequence(), last, random.nextInt(256), random.nextInt(0x10000), random.nextLong());
  }

  private Part have(LogId victim) {
    return new Part.Have(List.of(new Part.Extent(victim, sequence(), sequence())));
  }

  private Introduction introduction() {
    return Introduction.signed(
        key, room, random.nextInt(1, 5), 0, Introduction.Role.DIRECTORY, random.nextLong(), "eve");
  }

  private byte[] forgedBlock(LogId victim) {
    int at = random.nextInt(4) == 0 ? Math.min(sequence(), 1_000) : nearEnd(victim);
    byte[] body = new byte[random.nextInt(60)];
    random.nextBytes(body);
    Block block = Block.of(victim, at, random.nextLong(), 1, body);
    byte[] root = random.nextBoolean() ? Seal.rootOf(List.of(block)) : new byte[Hash.BYTES];
    int length = random.nextBoolean() ? random.nextInt(3) : random.nextInt(Seal.BLOCKS_MAX);
    Seal seal = new Seal(victim, at, at + length, Hash.none(), root, signature());
    DatagramKind kind = random.nextBoolean() ? DatagramKind.DATA : DatagramKind.REPAIR;
    DatagramWriter writer = new DatagramWriter(kind, room, victim);
    writer.tryAdd(new Part.OfBlock(block));
    writer.tryAdd(new Part.OfSeal(seal));
    return writer.finish();
  }

  /** Blocks that were heard, with a seal that was not, or the other way round. */
  private byte[] altered() {
    byte[] copy = heard.get(random.nextInt(heard.size()));
    ReceivedDatagram read = DatagramReader.read(copy);
    Part first = read == null || read.parts().isEmpty() ? null : read.parts().getFirst();
    if (read == null || !(first instanceof Part.OfBlock of)) {
      byte[] changed = copy.clone();
      changed[random.nextInt(changed.length)] ^= 1;
      return changed;
    }
    Block real = of.block();
    byte[] body = new byte[real.body().remaining()];
    real.body().get(body);
    if (body.length > 0) {
      body[random.nextInt(body.length)] ^= 1;
    }
    Block changed = Block.of(real.log(), real.sequence(), real.clock(), 1, body);
    DatagramWriter writer = new DatagramWriter(read.kind(), room, read.speaker());
    writer.tryAdd(new Part.OfBlock(changed));
    Part last = read.parts().getLast();
    if (last instanceof Part.OfSeal) {
      writer.tryAdd(last);
    }
    return writer.finish();
  }

  private byte[] rubbish() {
    byte[] bytes = new byte[random.nextInt(1_300)];
    random.nextBytes(bytes);
    if (bytes.length > 3 && random.nextBoolean()) {
      bytes[0] = (byte) 0xf8;
      bytes[1] = 0;
      bytes[2] = (byte) (0x10 | random.nextInt(4));
    }
    return bytes;
  }

  private byte[] one(LogId speaker, @Nullable Part part) {
    DatagramWriter writer = new DatagramWriter(DatagramKind.CONTROL, room, speaker);
    if (part != null && !writer.tryAdd(part)) {
      return new byte[0];
    }
    byte[] datagram = writer.finish();
    return random.nextInt(20) == 0
        ? Arrays.copyOf(datagram, random.nextInt(datagram.length))
        : datagram;
  }
}
