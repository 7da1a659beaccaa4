package roomcast.client;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.wire.PublicKey;
import roomcast.protocol.wire.Verifier;
import roomcast.transport.signing.Ed25519Verifier;

/** Reads what directories say; what no right signature proves is counted and dropped. */
final class Proofs {
  private static final Verifier VERIFIER = new Ed25519Verifier();

  private final AtomicInteger unproved = new AtomicInteger();

  /** The directory that answers the probe of this nonce, or null if this is no such answer. */
  @Nullable FoundDirectory directory(Exchange.Reply reply, long nonce) {
    return DiscoveryCodec.decode(reply.datagram()) instanceof DiscoveryFrame.Answer answer
            && answer.nonce() == nonce
            && isProved(answer, reply)
        ? new FoundDirectory(
            reply.source(), answer.name(), answer.standing(), answer.rooms(), answer.key())
        : null;
  }

  /** The page of rooms, of a directory of this key, that was asked for; or null. */
  DiscoveryFrame.@Nullable RoomsPage page(
      Exchange.Reply reply, long nonce, int from, PublicKey key) {
    return DiscoveryCodec.decode(reply.datagram()) instanceof DiscoveryFrame.RoomsPage page
            && page.nonce() == nonce
            && page.from() == from
            && page.key().equals(key)
            && isProved(page, reply)
        ? page
        : null;
  }

  private boolean isProved(DiscoveryFrame.Signed frame, Exchange.Reply reply) {
    boolean proved = DiscoveryCodec.isProved(frame, reply.datagram(), VERIFIER);
    if (!proved) {
      unproved.incrementAndGet();
    }
    return proved;
  }

  /** How many answers to own questions were not proved. */
  int unproved() {
    return unproved.get();
  }
}
