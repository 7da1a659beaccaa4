package roomcast.transport.signing;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import roomcast.protocol.wire.Signer;
import roomcast.protocol.wire.Verifier;

/** Checks Ed25519 signatures. Safe for any number of threads. */
public final class Ed25519Verifier implements Verifier {
  /** Checks nothing yet. */
  public Ed25519Verifier() {}

  @Override
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return publicKey.length == Signer.KEY_BYTES
        && signature.length == Signer.SIGNATURE_BYTES
        && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
  }
}
