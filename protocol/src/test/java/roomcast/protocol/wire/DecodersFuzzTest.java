package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import roomcast.protocol.RoomName;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.text.ChatLine;

/**
 * Whatever the bytes, no decoder throws, and what it reads is within its limits and can be written
 * again. Every test reads the kept inputs; ./fuzz looks for new ones.
 */
class DecodersFuzzTest {
  @FuzzTest
  void datagram(byte[] bytes) {
    DatagramReader.isNewer(bytes);
    DatagramReader.roomOf(bytes);
    DatagramTest.checkRead(bytes);
    if (bytes.length >= 16) {
      // With the right length and magic number: the bytes behind them matter more.
      byte[] framed = Samples.withLength(bytes.clone());
      framed[0] = (byte) 0xf8;
      framed[1] = 0;
      DatagramTest.checkRead(framed);
    }
  }

  @FuzzTest
  void discovery(byte[] bytes) {
    DiscoveryCodec.isNewer(bytes);
    checkDiscovery(bytes);
    if (bytes.length >= 16) {
      byte[] framed = Samples.withLength(bytes.clone());
      framed[0] = (byte) 0xf8;
      framed[1] = 0;
      framed[2] = 0x16;
      checkDiscovery(framed);
    }
  }

  private static void checkDiscovery(byte[] bytes) {
    DiscoveryFrame frame = DiscoveryCodec.decode(bytes);
    if (frame == null) {
      return;
    }
    byte[] written =
        switch (frame) {
          case DiscoveryFrame.Unsigned one -> DiscoveryCodec.encode(one);
          case DiscoveryFrame.Signed one -> {
            assertThat(DiscoveryCodec.isProved(one, bytes, FakeSigner.VERIFIER)).isFalse();
            yield DiscoveryCodec.encode(one, new FakeSigner(one.key().bytes()));
          }
        };
    assertThat(written.length).isLessThanOrEqualTo(DiscoveryCodec.DATAGRAM_BYTES_MAX);
    DiscoveryFrame again = DiscoveryCodec.decode(written);
    assertThat(again).isEqualTo(frame);
    if (again instanceof DiscoveryFrame.Signed one) {
      assertThat(DiscoveryCodec.isProved(one, written, FakeSigner.VERIFIER)).isTrue();
    }
  }

  @FuzzTest
  void chatLine(byte[] bytes) {
    ChatLine line = ChatLine.parse(bytes);
    if (line != null) {
      assertThat(ChatLine.whyNoName(line.name())).isNull();
      assertThat(ChatLine.whyNoText(line.name(), line.text())).isNull();
      assertThat(ChatLine.parse(line.encode())).isEqualTo(line);
    }
  }

  @FuzzTest
  void roomName(byte[] bytes) {
    RoomName name = RoomName.parse(new String(bytes, StandardCharsets.UTF_8));
    if (name != null) {
      String text = name.text();
      assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, RoomName.BYTES_MAX);
      RoomName again = Objects.requireNonNull(RoomName.parse(text));
      assertThat(again).isEqualTo(name);
      assertThat(again.text()).isEqualTo(text);
    }
  }

  @FuzzTest
  void introduction(byte[] bytes) {
    Introduction introduction = Introduction.read(bytes);
    if (introduction != null) {
      assertThat(introduction.bytes()).isEqualTo(bytes);
      assertThat(introduction.seat()).isBetween(0, Introduction.SEAT_MAX);
      introduction.log();
    }
  }

  @FuzzTest
  void seal(byte[] bytes) {
    Seal seal = Seal.read(bytes);
    if (seal != null) {
      assertThat(seal.bytes()).isEqualTo(bytes);
      assertThat(seal.to() - seal.from()).isBetween(0, Seal.BLOCKS_MAX - 1);
    }
  }

  /** Bodies of blocks that follow each other, each behind its length in two bytes. */
  @FuzzTest
  void bodies(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Assembly assembly = new Assembly();
    int sequence = 1;
    while (in.remaining() >= 2 && sequence < 200) {
      int wanted = (in.getShort() & 0xffff) % (Block.BODY_BYTES_MAX + 1);
      byte[] body = new byte[Math.min(wanted, in.remaining())];
      in.get(body);
      Block block = Block.of(Samples.BOBS, sequence++, 1, 0, body);
      check(block, assembly.add(block));
    }
  }

  private static void check(Block block, Assembly.Content content) {
    assertThat(content.messages().size()).isLessThanOrEqualTo(Block.BODY_BYTES_MAX / 3);
    for (Assembly.Placed one : content.messages()) {
      assertThat(one.sequence()).isBetween(1, block.sequence());
      assertThat(one.message().textBytes()).isLessThanOrEqualTo(Message.BYTES_MAX);
    }
  }

  /** Commands and lines of three clients, each behind its length. */
  @FuzzTest
  void dialogues(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    FuzzedDialogues dialogues = new FuzzedDialogues();
    while (in.remaining() >= 2) {
      int what = in.get() & 0xff;
      byte[] datagram = new byte[Math.min(in.get() & 0xff, in.remaining())];
      in.get(datagram);
      InetSocketAddress source = new InetSocketAddress("10.0.0.1", 5_000 + what % 3);
      dialogues.handle(what >>> 2, source, datagram);
    }
    assertThat(dialogues.clientsKnown()).isLessThanOrEqualTo(3);
  }

  /** By the name of their methods. */
  static List<Target> targets() {
    DecodersFuzzTest all = new DecodersFuzzTest();
    return List.of(
        new Target("datagram", all::datagram),
        new Target("discovery", all::discovery),
        new Target("chatLine", all::chatLine),
        new Target("roomName", all::roomName),
        new Target("introduction", all::introduction),
        new Target("seal", all::seal),
        new Target("bodies", all::bodies),
        new Target("dialogues", all::dialogues));
  }

  /** What is tried with bytes of all sorts. */
  record Target(String name, Trial trial) {}

  /** Fails by throwing. */
  interface Trial {
    void run(byte[] bytes);
  }
}
