package roomcast.protocol.pacing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells copies of a datagram from repetitions.
 *
 * <p>A program sends each datagram on every interface that it has, and a directory listens on every
 * one of its own, so one datagram can arrive several times. What comes with the same bytes, from
 * the same source port and to the same place within the window, counts once for all interfaces; but
 * the same again on the interface that it came by before is somebody saying the same again.
 */
public final class InterfaceDuplicates {
  private static final int ENTRIES_MAX = 8_192;

  private record Key(InetSocketAddress destination, int sourcePort, ByteBuffer datagram) {}

  private static final class Tally {
    final int interfaceIndex;
    final InetAddress source;
    int count;

    Tally(int interfaceIndex, InetAddress source) {
      this.interfaceIndex = interfaceIndex;
      this.source = source;
    }
  }

  private record Entry(long untilNanos, Key key) {}

  private final long windowNanos;
  private final Map<Key, List<Tally>> tallies = new LinkedHashMap<>();
  private final Deque<Entry> expiries = new ArrayDeque<>();

  /** Copies are looked for this long after the first arrival. */
  public InterfaceDuplicates(long windowNanos) {
    this.windowNanos = windowNanos;
  }

  /** Whether this arrival is a copy of one that came by another interface. */
  public boolean isCopy(
      long nowNanos,
      int interfaceIndex,
      InetSocketAddress source,
      InetSocketAddress destination,
      byte[] datagram) {
    expire(nowNanos);
    Key key = new Key(destination, source.getPort(), ByteBuffer.wrap(datagram));
    List<Tally> known = tallies.get(key);
    if (known == null) {
      known = new ArrayList<>(2);
      tallies.put(key, known);
      expiries.add(new Entry(nowNanos + windowNanos, key));
    }
    int mine = ++tally(known, interfaceIndex, source.getAddress()).count;
    int elsewhere = 0;
    for (Tally tally : known) {
      if (tally.interfaceIndex != interfaceIndex) {
        elsewhere = Math.max(elsewhere, tally.count);
      }
    }
    return mine <= elsewhere;
  }

  private static Tally tally(List<Tally> known, int interfaceIndex, InetAddress source) {
    for (Tally tally : known) {
      if (tally.interfaceIndex == interfaceIndex && tally.source.equals(source)) {
        return tally;
      }
    }
    Tally tally = new Tally(interfaceIndex, source);
    known.add(tally);
    return tally;
  }

  private void expire(long nowNanos) {
    while (!expiries.isEmpty()
        && (expiries.size() >= ENTRIES_MAX || expiries.element().untilNanos() - nowNanos <= 0)) {
      tallies.remove(expiries.remove().key());
    }
  }
}
