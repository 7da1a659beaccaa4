package roomcast.protocol.wire;

/** Signs in the name of this installation: Ed25519 (RFC 8032). */
public interface Signer {
  /** The size of a public key. */
  int KEY_BYTES = 32;

  /** The size of a signature. */
  int SIGNATURE_BYTES = 64;

  /** The key that proves what this one signs. */
  byte[] publicKey();

  /** A signature of the message. */
  byte[] sign(byte[] message);
}
