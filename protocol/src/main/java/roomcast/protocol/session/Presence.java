package roomcast.protocol.session;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.PublicKey;

/**
 * What is known of another member.
 *
 * @param log the log that it writes
 * @param name its chat name, proved; empty if it has none, or is not known yet
 * @param role whether it claims to be a directory; any key may
 * @param key its public key, proved; null if it is not known yet
 * @param state whether it is here
 * @param heardNanos when anything was last heard of it
 * @param next the first block of its log that has not been proved here
 * @param highest the last block that it is known to have written
 * @param source where its datagrams come from, as the last one said; null if none has come
 * @param lacked how many blocks of it did not come by themselves
 */
public record Presence(
    LogId log,
    String name,
    Introduction.Role role,
    @Nullable PublicKey key,
    State state,
    long heardNanos,
    int next,
    int highest,
    @Nullable InetSocketAddress source,
    long lacked) {

  /** Whether a member is here. */
  public enum State {
    /** Heard of lately. */
    HERE,
    /** Not heard of for three intervals between its beats. */
    QUIET,
    /** Has left, or not been heard of for six intervals. */
    GONE
  }
}
