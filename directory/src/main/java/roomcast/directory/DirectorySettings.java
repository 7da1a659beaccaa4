package roomcast.directory;

import java.net.InetSocketAddress;
import roomcast.protocol.Limits;
import roomcast.protocol.wire.PublicKey;
import roomcast.protocol.wire.Signer;
import roomcast.protocol.wire.Verifier;

/**
 * How a directory was asked to be.
 *
 * @param name what it calls itself, at most 64 bytes of UTF-8
 * @param temporary whether it gives way to any directory that somebody started on purpose
 * @param commandGroup the group and text port of commands; discovery is one port up
 * @param pool the addresses of its rooms
 * @param limits its limits
 * @param signer signs what it says of itself and its rooms
 * @param verifier checks what other directories say
 */
public record DirectorySettings(
    String name,
    boolean temporary,
    InetSocketAddress commandGroup,
    AddressPool pool,
    Limits limits,
    Signer signer,
    Verifier verifier) {

  /** The key that proves what it says. */
  PublicKey key() {
    return new PublicKey(signer.publicKey());
  }
}
