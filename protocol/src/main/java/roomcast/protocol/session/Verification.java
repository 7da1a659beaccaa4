package roomcast.protocol.session;

import roomcast.protocol.wire.Verifier;

/**
 * A signature to check. Checking takes 0.1 ms, so the loop does not wait for it: {@link
 * RoomSession#pollVerification} hands it out, {@link RoomSession#handleVerified} takes the answer.
 *
 * @param id tells answers apart
 */
public record Verification(long id, byte[] publicKey, byte[] message, byte[] signature) {

  /** Checks it. */
  public boolean check(Verifier verifier) {
    return verifier.verify(publicKey, message, signature);
  }
}
