package roomcast.protocol.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Signs fast and without secrets: a hash of key and message. For tests that need many. */
public final class FakeSigner implements Signer {
  /** Checks what fakes have signed. */
  public static final Verifier VERIFIER =
      (publicKey, message, signature) -> Arrays.equals(signature, hash(publicKey, message));

  private final byte[] key;

  /** Another one for each number. */
  public FakeSigner(int number) {
    key = new byte[KEY_BYTES];
    Arrays.fill(key, (byte) number);
  }

  /** The one of a public key. */
  public FakeSigner(byte[] publicKey) {
    key = publicKey.clone();
  }

  @Override
  public byte[] publicKey() {
    return key.clone();
  }

  @Override
  public byte[] sign(byte[] message) {
    return hash(key, message);
  }

  private static byte[] hash(byte[] key, byte[] message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(key);
      return digest.digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }
}
