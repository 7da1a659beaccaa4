package roomcast.protocol.session;

import roomcast.protocol.sending.OutgoingLog;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Signer;

/**
 * Who a session is in its room, and where its log goes on.
 *
 * @param signer signs with this installation's key
 * @param seat which of the programs that share the key, 0 to 63
 * @param role whether it is the directory
 * @param name the chat name; empty for one that only listens
 * @param incarnation the log's; higher than any that was used before with another end
 * @param position where the log goes on: the beginning, or where the same incarnation ended
 * @param idleNanos how long ago it ended there
 */
public record Self(
    Signer signer,
    int seat,
    Introduction.Role role,
    String name,
    int incarnation,
    OutgoingLog.Position position,
    long idleNanos) {

  /** The log that it writes. */
  public LogId log() {
    return new LogId(Hash.senderId(signer.publicKey(), seat), incarnation);
  }
}
