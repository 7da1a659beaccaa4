package roomcast.directory;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.discovery.DiscoveryFrame.RoomsPage;
import roomcast.protocol.discovery.DiscoveryFrame.RoomsRequest;
import roomcast.protocol.discovery.Standing;
import roomcast.protocol.wire.PublicKey;

/**
 * Fetches the rooms of a directory that gives way to this one, page by page.
 *
 * <p>One directory at a time. A page that does not come is asked for again when that directory is
 * next heard; only a complete list is remembered as had.
 */
final class RoomsPull {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int DIRECTORIES_MAX = 64;

  private final RandomGenerator random;
  private final Map<Long, Integer> completeVersions = new LinkedHashMap<>();
  private @Nullable InetSocketAddress source;
  private Standing wanted = Standing.NONE;
  private @Nullable PublicKey key;
  private long nonce;
  private int from;
  private long askedNanos;

  RoomsPull(RandomGenerator random) {
    this.random = random;
  }

  /** A directory that gives way was heard; the request to send it, or null. */
  @Nullable RoomsRequest begin(long nowNanos, InetSocketAddress other, Standing standing) {
    Integer complete = completeVersions.get(standing.startId());
    boolean had =
        complete == null ? standing.roomsVersion() == 0 : complete == standing.roomsVersion();
    if (had || (source != null && nowNanos - askedNanos < PATIENCE_NANOS)) {
      return null;
    }
    source = other;
    wanted = standing;
    key = null;
    from = 0;
    return request(nowNanos);
  }

  private RoomsRequest request(long nowNanos) {
    nonce = random.nextLong();
    askedNanos = nowNanos;
    return new RoomsRequest(nonce, from);
  }

  /** Whether a page is the one that was asked for: all of a list are of one key. */
  boolean isExpected(InetSocketAddress other, RoomsPage page) {
    return other.equals(source)
        && page.nonce() == nonce
        && page.from() == from
        && (key == null || key.equals(page.key()));
  }

  /** After an expected page: the request for the next, or null if that was the last. */
  @Nullable RoomsRequest next(long nowNanos, RoomsPage page) {
    from += page.rooms().size();
    key = page.key();
    if (!page.rooms().isEmpty() && from < page.total()) {
      return request(nowNanos);
    }
    source = null;
    if (completeVersions.size() >= DIRECTORIES_MAX) {
      completeVersions.remove(completeVersions.keySet().iterator().next());
    }
    completeVersions.put(wanted.startId(), wanted.roomsVersion());
    return null;
  }
}
