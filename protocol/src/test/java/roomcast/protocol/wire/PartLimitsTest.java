package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a part may say at the most; anything beyond makes the datagram invalid. */
class PartLimitsTest {
  private static @Nullable Part read(int type, ByteBuffer bytes) {
    ByteBuffer out = ByteBuffer.allocate(3 + bytes.position());
    out.put((byte) type).putShort((short) bytes.position());
    out.put(bytes.duplicate().flip());
    ReceivedDatagram datagram = DatagramReader.read(Samples.datagramOf(out.array()));
    return datagram == null ? null : datagram.parts().getFirst();
  }

  private static ByteBuffer logged() {
    return ByteBuffer.allocate(1_200).putLong(1).putInt(2);
  }

  private static @Nullable Part heartbeat(int first, int last) {
    ByteBuffer bytes = ByteBuffer.allocate(64).putInt(first).putInt(last);
    return read(PartType.HEARTBEAT, bytes.put((byte) 1).putShort((short) -1).putLong(7));
  }

  private static @Nullable Part coming(int from, int length) {
    ByteBuffer bytes = logged().put((byte) 1).putInt(from).putShort((short) length);
    return read(PartType.COMING, bytes);
  }

  @Test
  void aHeartbeatNamesBlocksThatCanBe() {
    assertThat(heartbeat(1, 0)).isEqualTo(new Part.Heartbeat(1, 0, 1, 0xffff, 7));
    assertThat(heartbeat(1, Block.SEQUENCE_MAX)).isNotNull();
    assertThat(heartbeat(0, 5)).isNull();
    assertThat(heartbeat(-1, 5)).isNull();
    assertThat(heartbeat(1, -1)).isNull();
    assertThat(heartbeat(1, Integer.MAX_VALUE)).isNull();
  }

  @Test
  void rangesNameBlocksThatCanBe() {
    assertThat(coming(0, 1)).isNotNull();
    assertThat(coming(1, 0xffff)).isNotNull();
    assertThat(coming(1, 0)).isNull();
    assertThat(coming(-1, 1)).isNull();
    assertThat(coming(Integer.MAX_VALUE, 1)).isNull();
    assertThat(coming(Block.SEQUENCE_MAX, 1)).isNotNull();
    assertThat(coming(Block.SEQUENCE_MAX, 2)).isNull();
    assertThat(coming(Block.SEQUENCE_MAX - 9, 10)).isNotNull();
    assertThat(coming(Block.SEQUENCE_MAX - 9, 11)).isNull();
  }

  @Test
  void rangesAscendWithoutOverlap() {
    int[][] pairs = {{1, 4, 5, 1}, {1, 4, 4, 1}, {1, 4, 1, 4}, {9, 1, 1, 1}, {0, 1, 1, 65_535}};
    boolean[] right = {true, false, false, false, true};
    for (int i = 0; i < pairs.length; i++) {
      ByteBuffer bytes = logged().put((byte) 2);
      bytes.putInt(pairs[i][0]).putShort((short) pairs[i][1]);
      bytes.putInt(pairs[i][2]).putShort((short) pairs[i][3]);
      assertThat(read(PartType.COMING, bytes) != null).isEqualTo(right[i]);
    }
  }

  @Test
  void theLastBlockOfALogIsOneThatCanBe() {
    for (int last : new int[] {0, 1, Block.SEQUENCE_MAX, Integer.MAX_VALUE, -1}) {
      boolean right = last >= 0 && last <= Block.SEQUENCE_MAX;
      ByteBuffer who = ByteBuffer.allocate(4).putInt(last);
      ByteBuffer leave = ByteBuffer.allocate(76).putInt(last).putLong(5).put(new byte[64]);
      ByteBuffer held = logged().putInt(last).put(new byte[64]);
      assertThat(read(PartType.WHO_HOLDS, who) != null).isEqualTo(right);
      assertThat(read(PartType.LEAVE, leave) != null).isEqualTo(right);
      assertThat(read(PartType.HELD, held) != null).isEqualTo(right);
    }
  }

  @Test
  void oneLogHasAtMost64Ranges() {
    for (int count : new int[] {0, 1, 64, 65, 255}) {
      ByteBuffer bytes = logged().put((byte) count);
      for (int i = 0; i < Math.min(count, 195); i++) {
        bytes.putInt(1 + 2 * i).putShort((short) 1);
      }
      Part coming = read(PartType.COMING, bytes);
      assertThat(coming != null).as(count + " ranges").isEqualTo(count == 1 || count == 64);
    }
  }

  @Test
  void extentsAreWhole() {
    ByteBuffer extent = logged().putInt(1).putInt(0);
    assertThat(read(PartType.HAVE, extent)).isNotNull();
    assertThat(read(PartType.HAVE, extent.put((byte) 0))).isNull();
    assertThat(read(PartType.HAVE, ByteBuffer.allocate(0))).isEqualTo(new Part.Have(List.of()));
    assertThat(read(PartType.HAVE, logged().putInt(0).putInt(5))).isNull();
    assertThat(read(PartType.HAVE, logged().putInt(1).putInt(-1))).isNull();
    assertThat(read(PartType.HAVE, logged().putInt(1).putInt(Integer.MAX_VALUE))).isNull();
  }

  @Test
  void lostBlocksAreARange() {
    int[][] wrong = {{0, 5}, {6, 5}, {-1, 5}, {1, Integer.MAX_VALUE}, {1, -1}};
    for (int[] range : wrong) {
      ByteBuffer bytes = logged().putInt(range[0]).putInt(range[1]).putInt(0);
      assertThat(read(PartType.LOST, bytes.put(new byte[64]))).isNull();
    }
    ByteBuffer all = logged().putInt(1).putInt(Block.SEQUENCE_MAX).putInt(0).put(new byte[64]);
    assertThat(read(PartType.LOST, all)).isNotNull();
  }

  @Test
  void aBlockHasItsLimits() {
    LogId log = Samples.ADAS;
    byte[] longest = new byte[Block.BODY_BYTES_MAX];
    assertThat(Block.of(log, 1, 0, 0, longest).size()).isEqualTo(28 + 1_050);
    assertThatThrownBy(() -> Block.of(log, 1, 0, 0, new byte[Block.BODY_BYTES_MAX + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    for (int sequence : new int[] {0, -1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> Block.of(log, sequence, 0, 0, longest))
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] bytes = bytesOf(Samples.block());
    assertThat(Objects.requireNonNull(Block.read(bytes)).isSame(Samples.block())).isTrue();
    int[][] damages = {{12, 0x80}, {15, 1}, {24, 1}, {26, 1}, {27, 1}};
    for (int[] damage : damages) {
      byte[] damaged = bytes.clone();
      damaged[damage[0]] ^= (byte) damage[1];
      assertThat(Block.read(damaged)).as("byte " + damage[0]).isNull();
    }
    assertThat(Block.read(new byte[27])).isNull();
  }

  @Test
  void aBodyThatIsTooLongIsNotRead() {
    ByteBuffer out = ByteBuffer.allocate(Block.HEADER_BYTES + Block.BODY_BYTES_MAX + 1);
    out.putInt(12, 1).putShort(26, (short) (Block.BODY_BYTES_MAX + 1));
    assertThat(Block.read(out.array())).isNull();
  }

  static byte[] bytesOf(Block block) {
    ByteBuffer out = ByteBuffer.allocate(block.size());
    block.put(out);
    return out.array();
  }

  @Test
  void aSealProvesAtMost64Blocks() {
    byte[] hash = new byte[16];
    byte[] signature = new byte[64];
    int[][] ranges = {{1, 1}, {1, 64}, {100, 163}, {Block.SEQUENCE_MAX, Block.SEQUENCE_MAX}};
    for (int[] range : ranges) {
      Seal seal = new Seal(Samples.ADAS, range[0], range[1], hash, hash, signature);
      assertThat(Objects.requireNonNull(Seal.read(seal.bytes())).isSame(seal)).isTrue();
    }
    int[][] wrong = {{0, 1}, {-5, -5}, {2, 1}, {1, 65}, {1, Integer.MAX_VALUE}, {5, -2}};
    for (int[] range : wrong) {
      Seal seal = new Seal(Samples.ADAS, range[0], range[1], hash, hash, signature);
      assertThat(Seal.read(seal.bytes())).isNull();
    }
    assertThat(Seal.read(new byte[Seal.BYTES - 1])).isNull();
    assertThat(Seal.read(new byte[Seal.BYTES + 1])).isNull();
  }

  private static @Nullable Introduction introduced(int seat, String name) {
    Introduction written =
        Introduction.signed(
            Samples.ADA, Samples.ROOM, 1, seat, Introduction.Role.DIRECTORY, 5, name);
    Introduction read = Introduction.read(written.bytes());
    assertThat(read == null || read.isSame(written)).isTrue();
    return read;
  }

  @Test
  void anIntroductionHasASeatAndAChatName() {
    List<String> names = List.of("", "Ada", "\u4f1a".repeat(64), "\ud83d\ude00".repeat(64), "a b");
    for (String name : names) {
      Introduction read = Objects.requireNonNull(introduced(Introduction.SEAT_MAX, name));
      assertThat(read.name()).isEqualTo(name);
      assertThat(read.role()).isEqualTo(Introduction.Role.DIRECTORY);
    }
    List<String> wrong = List.of(" ", " Ada", "a:b", "x".repeat(65), "a\nb", "a\u001bb", "a\tb");
    for (String name : wrong) {
      assertThat(introduced(0, name)).as(name).isNull();
    }
    assertThat(introduced(64, "Ada")).isNull();
    assertThat(introduced(255, "Ada")).isNull();
  }

  @Test
  void anIntroductionWithAnUnknownRoleOrBadTextIsNotRead() {
    byte[] bytes = Samples.introduction().bytes();
    List<byte[]> damaged = new ArrayList<>();
    for (int[] damage : new int[][] {{5, 2}, {47, 4}, {46, 1}, {48, 0xff}, {49, 0xc0}}) {
      byte[] one = bytes.clone();
      one[damage[0]] = (byte) damage[1];
      damaged.add(one);
    }
    damaged.add(Arrays.copyOf(bytes, bytes.length + 1));
    damaged.add(Arrays.copyOf(bytes, bytes.length - 1));
    damaged.add("no introduction".getBytes(StandardCharsets.UTF_8));
    for (byte[] one : damaged) {
      assertThat(Introduction.read(one)).isNull();
    }
  }
}
