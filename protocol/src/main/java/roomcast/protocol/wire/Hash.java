package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The hashes of the protocol; both are FIPS 180-4. */
public final class Hash {
  /** The size of a hash on the wire: too long for a sender to find two blocks with the same. */
  public static final int BYTES = 16;

  /** Stands before the first seal of a log. */
  private static final byte[] NONE = new byte[BYTES];

  private Hash() {}

  /** What stands where there is nothing before. */
  public static byte[] none() {
    return NONE.clone();
  }

  /** The first 16 bytes of SHA-512/256 over the pieces in order. */
  public static byte[] of(byte[]... pieces) {
    return Arrays.copyOf(digest("SHA-512/256", pieces), BYTES);
  }

  /** The id of a sender: the first eight bytes of SHA-256 over its public key and its seat. */
  public static long senderId(byte[] publicKey, int seat) {
    byte[] digest = digest("SHA-256", publicKey, new byte[] {(byte) seat});
    return ByteBuffer.wrap(digest).getLong();
  }

  /** The first eight bytes of SHA-256 over the pieces in order. */
  static long first8OfSha256(byte[]... pieces) {
    return ByteBuffer.wrap(digest("SHA-256", pieces)).getLong();
  }

  private static byte[] digest(String algorithm, byte[]... pieces) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] piece : pieces) {
        digest.update(piece);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
