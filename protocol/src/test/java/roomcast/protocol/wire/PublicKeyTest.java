package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class PublicKeyTest {
  private static final PublicKey ADA = new PublicKey(Samples.ADA.publicKey());

  @Test
  void itIsReadAsItIsWritten() {
    PublicKey again = Objects.requireNonNull(PublicKey.parse(ADA.hex()));
    assertThat(again).isEqualTo(ADA).hasSameHashCodeAs(ADA);
    assertThat(again.bytes()).isEqualTo(Samples.ADA.publicKey());
    assertThat(new PublicKey(Samples.BOB.publicKey())).isNotEqualTo(ADA);
  }

  @Test
  void itsFingerprintIsTheDocuments() {
    assertThat(ADA.fingerprint()).isEqualTo("21fe-31df-a154-a261");
  }

  @Test
  void anythingElseIsNone() {
    for (String text : new String[] {"", "00", "g".repeat(64), "0".repeat(63), "0".repeat(66)}) {
      assertThat(PublicKey.parse(text)).isNull();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new PublicKey(new byte[31]));
  }

  @Test
  void itCannotBeChangedFromOutside() {
    ADA.bytes()[0] ^= 1;
    assertThat(ADA.bytes()).isEqualTo(Samples.ADA.publicKey());
  }
}
