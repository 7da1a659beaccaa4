package roomcast.directory;

import java.util.Arrays;
import roomcast.protocol.wire.Signer;
import roomcast.protocol.wire.Verifier;

/** Signs without secrets: a sum over key and message, which only these tests take for a proof. */
final class TestSigner implements Signer {
  static final Verifier VERIFIER =
      (publicKey, message, signature) -> Arrays.equals(signature, sum(publicKey, message));

  private final byte[] key = new byte[KEY_BYTES];

  /** Another one for each number. */
  TestSigner(int number) {
    Arrays.fill(key, (byte) number);
  }

  @Override
  public byte[] publicKey() {
    return key.clone();
  }

  @Override
  public byte[] sign(byte[] message) {
    return sum(key, message);
  }

  private static byte[] sum(byte[] publicKey, byte[] message) {
    byte[] signature = new byte[SIGNATURE_BYTES];
    signature[0] = (byte) (31 * Arrays.hashCode(publicKey) + Arrays.hashCode(message));
    signature[1] = (byte) (Arrays.hashCode(message) >>> 8);
    return signature;
  }
}
