package roomcast.simulation;

import java.nio.ByteBuffer;
import roomcast.protocol.wire.Signer;
import roomcast.protocol.wire.Verifier;

/**
 * A key whose signatures cost next to nothing. Whoever knows the public half could sign; in a
 * simulation nobody does, since the hostile member is ours as well.
 */
final class ToyKey implements Signer {
  /** Checks the signatures of all toy keys. */
  static final Verifier VERIFIER =
      (publicKey, message, signature) ->
          java.util.Arrays.equals(signature, signature(publicKey, message));

  private final byte[] publicKey;

  ToyKey(long seed) {
    this.publicKey = fill(Mix.mix(seed), KEY_BYTES);
  }

  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  @Override
  public byte[] sign(byte[] message) {
    return signature(publicKey, message);
  }

  private static byte[] signature(byte[] publicKey, byte[] message) {
    return fill(Mix.of(Mix.of(1, publicKey), message), SIGNATURE_BYTES);
  }

  private static byte[] fill(long start, int bytes) {
    ByteBuffer out = ByteBuffer.allocate(bytes);
    for (int at = 0; at < bytes; at += Long.BYTES) {
      out.putLong(Mix.mix(start + at));
    }
    return out.array();
  }
}
