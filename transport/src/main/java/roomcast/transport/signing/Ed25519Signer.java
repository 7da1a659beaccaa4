package roomcast.transport.signing;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import roomcast.protocol.wire.Signer;

/** Signs with an Ed25519 key. Safe for any number of threads. */
public final class Ed25519Signer implements Signer {
  /** The size of what a key is made from. */
  public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final byte[] publicKey = new byte[KEY_BYTES];

  /**
   * Signs with the key of a seed (RFC 8032, section 5.1.5).
   *
   * @throws IllegalArgumentException if the seed has not 32 bytes
   */
  public Ed25519Signer(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a key has " + SEED_BYTES + " bytes, not " + seed.length);
    }
    this.seed = seed.clone();
    Ed25519.generatePublicKey(this.seed, 0, publicKey, 0);
  }

  /** The seed of a new key. */
  public static byte[] newSeed(SecureRandom random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return seed;
  }

  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  @Override
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[SIGNATURE_BYTES];
    Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }
}
