package roomcast.transport.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ed25519Test {
  private final Ed25519Verifier verifier = new Ed25519Verifier();

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** RFC 8032, section 7.1, tests 1, 2, 3 and SHA(abc): seed, key, message, signature. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,"
        + "'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,"
        + "72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,"
        + "af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
        + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
        + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
        + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
  })
  void theVectorsOfTheRfcHold(String seed, String key, String message, String signature) {
    Ed25519Signer signer = new Ed25519Signer(hex(seed));
    assertThat(signer.publicKey()).isEqualTo(hex(key));
    assertThat(signer.sign(hex(message))).isEqualTo(hex(signature));
    assertThat(verifier.verify(hex(key), hex(message), hex(signature))).isTrue();
  }

  @Test
  void oneWrongBitIsEnough() {
    Ed25519Signer signer = new Ed25519Signer(Ed25519Signer.newSeed(new SecureRandom()));
    byte[] message = {1, 2, 3};
    byte[] signature = signer.sign(message);
    byte[] key = signer.publicKey();
    assertThat(verifier.verify(key, message, signature)).isTrue();
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      assertThat(verifier.verify(key, message, flipped(signature, bit))).isFalse();
    }
    for (int bit = 0; bit < 8 * key.length; bit++) {
      assertThat(verifier.verify(flipped(key, bit), message, signature)).isFalse();
    }
    assertThat(verifier.verify(key, flipped(message, 0), signature)).isFalse();
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  @Test
  void rubbishIsWrongAndNeverThrows() {
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      byte[] key = new byte[round % 2 == 0 ? 32 : random.nextInt(70)];
      byte[] signature = new byte[round % 2 == 0 ? 64 : random.nextInt(130)];
      random.nextBytes(key);
      random.nextBytes(signature);
      assertThat(verifier.verify(key, new byte[3], signature)).isFalse();
    }
  }

  /** With a key of small order anybody could sign everything in its name. */
  @Test
  void aKeyThatBelongsToEverybodyIsNoKey() {
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    byte[] signature = new byte[64];
    signature[0] = 1;
    assertThat(verifier.verify(neutral, new byte[] {1}, signature)).isFalse();
  }

  @Test
  void aSeedHas32Bytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Ed25519Signer(new byte[31]));
  }
}
