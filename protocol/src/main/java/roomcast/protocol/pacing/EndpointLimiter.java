package roomcast.protocol.pacing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import roomcast.protocol.Limits;

/**
 * A rate for every address and port, and one for every address.
 *
 * <p>The port's rate is asked first, so that one busy program cannot use up what others at its
 * address may have. A bucket that is pushed out of the table by newer ones starts full when it
 * comes back; the address's own bucket bounds what that is worth.
 */
public final class EndpointLimiter {
  private static final int ENDPOINTS_MAX = 16_384;
  private static final int ADDRESSES_MAX = 4_096;

  private final Limits limits;
  private final Map<InetSocketAddress, TokenBucket> endpoints = recentlyUsed(ENDPOINTS_MAX);
  private final Map<InetAddress, TokenBucket> addresses = recentlyUsed(ADDRESSES_MAX);

  /** All buckets full. */
  public EndpointLimiter(Limits limits) {
    this.limits = limits;
  }

  /** Whether one more datagram from, or to, this program is within its limits; it counts if so. */
  public boolean tryTake(long nowNanos, InetSocketAddress endpoint) {
    TokenBucket own = endpoints.get(endpoint);
    if (own == null) {
      own = new TokenBucket(nowNanos, limits.datagramsPerSecond(), limits.datagramsBurst());
      endpoints.put(endpoint, own);
    }
    if (!own.tryTake(nowNanos)) {
      return false;
    }
    InetAddress address = endpoint.getAddress();
    TokenBucket shared = addresses.get(address);
    if (shared == null) {
      int rate = limits.addressDatagramsPerSecond();
      shared = new TokenBucket(nowNanos, rate, rate);
      addresses.put(address, shared);
    }
    return shared.tryTake(nowNanos);
  }

  private static <K> Map<K, TokenBucket> recentlyUsed(int entriesMax) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, TokenBucket> eldest) {
        return size() > entriesMax;
      }
    };
  }
}
