package roomcast.protocol.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import roomcast.protocol.HexFile;
import roomcast.protocol.wire.Ed25519;
import roomcast.protocol.wire.PublicKey;
import roomcast.protocol.wire.Signer;

/** What a directory says is bound to its key, to the question, and to every byte of it. */
class DiscoverySignatureTest {
  private static final Signer ADA = new Ed25519(Ed25519.SEED_1);
  private static final Signer EVE = new Ed25519(Ed25519.SEED_2);
  private static final List<String> SIGNED =
      List.of("discovery-answer", "discovery-answer-extended", "discovery-rooms-page");

  private static DiscoveryFrame.Signed signed(byte[] datagram) {
    DiscoveryFrame frame = Objects.requireNonNull(DiscoveryCodec.decode(datagram));
    return (DiscoveryFrame.Signed) frame;
  }

  private static boolean isProved(byte[] datagram) {
    return DiscoveryCodec.isProved(signed(datagram), datagram, Ed25519.VERIFIER);
  }

  private static byte[] withLength(byte[] datagram) {
    datagram[14] = (byte) (datagram.length >>> 8);
    datagram[15] = (byte) datagram.length;
    return datagram;
  }

  /** With other bytes in place of those from here on. */
  private static byte[] with(byte[] datagram, int offset, byte[] other) {
    byte[] changed = datagram.clone();
    System.arraycopy(other, 0, changed, offset, other.length);
    return changed;
  }

  /** With these bytes before the signature. */
  private static byte[] inserted(byte[] datagram, byte[] bytes) {
    int said = datagram.length - Signer.SIGNATURE_BYTES;
    byte[] longer = Arrays.copyOf(datagram, datagram.length + bytes.length);
    System.arraycopy(datagram, said, longer, said + bytes.length, Signer.SIGNATURE_BYTES);
    return withLength(with(longer, said, bytes));
  }

  @Test
  void theTestVectorsAreSigned() throws IOException {
    for (String name : SIGNED) {
      byte[] datagram = HexFile.read(name);
      assertThat(isProved(datagram)).as(name).isTrue();
      assertThat(signed(datagram).key()).as(name).isEqualTo(new PublicKey(ADA.publicKey()));
    }
  }

  @Test
  void noBitCanBeChanged() throws IOException {
    for (String name : SIGNED) {
      byte[] sound = HexFile.read(name);
      int read = 0;
      for (int bit = 0; bit < 8 * sound.length; bit++) {
        byte[] changed = sound.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        @Nullable DiscoveryFrame frame = DiscoveryCodec.decode(changed);
        if (frame != null) {
          read++;
          DiscoveryFrame.Signed one = (DiscoveryFrame.Signed) frame;
          assertThat(DiscoveryCodec.isProved(one, changed, Ed25519.VERIFIER))
              .as("%s, bit %d", name, bit)
              .isFalse();
        }
      }
      assertThat(read).isGreaterThan(8 * Signer.SIGNATURE_BYTES);
    }
  }

  @Test
  void anAnswerToAnotherQuestionIsNone() throws IOException {
    byte[] replayed = HexFile.read("discovery-answer");
    replayed[17] ^= 1;
    assertThat(signed(replayed).nonce()).isNotEqualTo(0x1122334455667788L);
    assertThat(isProved(replayed)).isFalse();
  }

  @Test
  void anotherKeyInItsPlaceIsFoundOut() throws IOException {
    byte[] sound = HexFile.read("discovery-answer");
    int key = sound.length - Signer.SIGNATURE_BYTES - Signer.KEY_BYTES;
    byte[] stolen = with(sound, key, EVE.publicKey());
    assertThat(signed(stolen).key()).isEqualTo(new PublicKey(EVE.publicKey()));
    assertThat(isProved(stolen)).isFalse();
  }

  @Test
  void withoutItsSignatureThereIsNoFrame() throws IOException {
    for (String name : SIGNED) {
      byte[] sound = HexFile.read(name);
      for (int length = 16; length < sound.length; length++) {
        byte[] cut = withLength(Arrays.copyOf(sound, length));
        @Nullable DiscoveryFrame frame = DiscoveryCodec.decode(cut);
        boolean proved =
            frame instanceof DiscoveryFrame.Signed one
                && DiscoveryCodec.isProved(one, cut, Ed25519.VERIFIER);
        assertThat(proved).as("%s of %d bytes", name, length).isFalse();
      }
    }
    byte[] sound = HexFile.read("discovery-answer");
    byte[] bare = Arrays.copyOf(sound, sound.length - Signer.SIGNATURE_BYTES);
    assertThat(DiscoveryCodec.decode(withLength(bare))).isNull();
  }

  @Test
  void unknownExtensionsAreSkippedAndSigned() throws IOException {
    byte[] plain = HexFile.read("discovery-answer");
    byte[] extended = HexFile.read("discovery-answer-extended");
    assertThat(DiscoveryCodec.decode(extended)).isEqualTo(DiscoveryCodec.decode(plain));
    assertThat(isProved(inserted(plain, new byte[] {1, 0}))).isFalse();
    byte[] page = HexFile.read("discovery-rooms-page");
    assertThat(DiscoveryCodec.decode(inserted(page, new byte[] {9, 2, 0, 0})))
        .isEqualTo(DiscoveryCodec.decode(page));
  }

  @Test
  void anExtensionThatGoesBeyondTheEndIsMalformed() throws IOException {
    for (String name : SIGNED) {
      byte[] sound = HexFile.read(name);
      for (byte[] wrong : new byte[][] {{1}, {1, 1}, {1, 3, 0, 0}, {1, 0, 1}, {1, (byte) 0xff}}) {
        assertThat(DiscoveryCodec.decode(inserted(sound, wrong))).as(name).isNull();
      }
    }
  }

  @Test
  void whatIsSignedAsOneIsNotTheOther() throws IOException {
    byte[] answer = HexFile.read("discovery-answer");
    DiscoveryFrame.Signed page = signed(HexFile.read("discovery-rooms-page"));
    assertThat(DiscoveryCodec.isProved(page, answer, Ed25519.VERIFIER)).isFalse();
  }

  @Test
  void nobodySignsInAnothersName() throws IOException {
    DiscoveryFrame.Signed answer = signed(HexFile.read("discovery-answer"));
    assertThatIllegalArgumentException().isThrownBy(() -> DiscoveryCodec.encode(answer, EVE));
  }
}
