package roomcast.protocol.wire;

/** Tells whether a signature is right. Takes about 0.1 ms, so it is called outside the loop. */
public interface Verifier {
  /** Whether {@code signature} over {@code message} was made with the key's private half. */
  boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
