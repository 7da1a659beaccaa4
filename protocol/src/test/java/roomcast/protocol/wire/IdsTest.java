package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import roomcast.protocol.RoomName;

/** Ids and hashes of known inputs, reckoned elsewhere. */
class IdsTest {
  private static RoomTag tag(String name, int generation) {
    return RoomTag.of(Objects.requireNonNull(RoomName.parse(name)), generation);
  }

  @Test
  void aRoomsTagIsAHashOfNameAndGeneration() {
    assertThat(tag("chat1", 1)).isEqualTo(new RoomTag(0x80bef648162128f8L));
    assertThat(tag("Stra\u00dfe", 3)).isEqualTo(new RoomTag(0xfa58109562ef7df6L));
    assertThat(tag("STRA\u1e9eE", 3)).isEqualTo(tag("Stra\u00dfe", 3));
    assertThat(tag("\u0131", 1)).isEqualTo(tag("I", 1)).isEqualTo(new RoomTag(0xa3ad18ad62fadcf5L));
    RoomTag sisyphos = new RoomTag(0x79369f2aa11feb5fL);
    assertThat(tag("\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", 1)).isEqualTo(sisyphos);
    assertThat(tag("chat1", 2)).isNotEqualTo(tag("chat1", 1));
    assertThat(tag("CHAT1", 1)).as("one room, two spellings").isEqualTo(tag("chat1", 1));
  }

  @Test
  void aSendersIdIsAHashOfKeyAndSeat() {
    byte[] key = Samples.ADA.publicKey();
    assertThat(HexFormat.of().formatHex(key))
        .as("RFC 8032, section 7.1, TEST 1")
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    assertThat(Hash.senderId(key, 0)).isEqualTo(0xdd111eb1306dbc81L);
    assertThat(Hash.senderId(key, 63)).isEqualTo(0xa43c2a2b3a95e2c8L);
  }

  @Test
  void hashesAreTheFirstHalfOfSha512256() {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    String expected = "53048e2681941ef99b2e29b76b4c7dab";
    assertThat(HexFormat.of().formatHex(Hash.of(abc))).isEqualTo(expected);
    byte[] a = {'a'};
    byte[] bc = {'b', 'c'};
    assertThat(HexFormat.of().formatHex(Hash.of(a, bc))).isEqualTo(expected);
    assertThat(Hash.none()).isEqualTo(new byte[16]);
  }

  @Test
  void logsAreOrderedAsUnsignedNumbers() {
    List<LogId> ascending =
        List.of(
            new LogId(0, 0),
            new LogId(1, 5),
            new LogId(1, -1),
            new LogId(Long.MAX_VALUE, 0),
            new LogId(Long.MIN_VALUE, 0),
            new LogId(-1, 0));
    assertThat(Stream.of(5, 0, 3, 1, 4, 2).map(ascending::get).sorted()).isEqualTo(ascending);
    assertThat(new LogId(1, 5).compareTo(new LogId(1, 5))).isZero();
    assertThat(new LogId(0xabcL, 7)).hasToString("0000000000000abc.7");
  }

  @Test
  void theKeysSignAsTheRfcSays() {
    byte[] signature = Samples.BOB.sign(new byte[] {0x72});
    assertThat(HexFormat.of().formatHex(signature))
        .as("RFC 8032, section 7.1, TEST 2")
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    assertThat(Ed25519.VERIFIER.verify(Samples.BOB.publicKey(), new byte[] {0x72}, signature))
        .isTrue();
    assertThat(Ed25519.VERIFIER.verify(Samples.ADA.publicKey(), new byte[] {0x72}, signature))
        .isFalse();
    assertThat(Ed25519.VERIFIER.verify(new byte[32], new byte[0], new byte[64])).isFalse();
  }
}
