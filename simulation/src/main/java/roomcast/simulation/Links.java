package roomcast.simulation;

import java.util.List;

/** What the network does to a datagram. */
interface Links {

  /** Whether it is lost before it is spread, and missed by all. */
  default boolean isLostUpstream(long nowNanos, int from, byte[] datagram) {
    return false;
  }

  /** The copies that come to one member; none if it is lost on the way. */
  List<Arrival> arrivals(long nowNanos, int from, int to, byte[] datagram);

  /** A copy, and how long it takes. */
  record Arrival(long delayNanos, byte[] datagram) {}
}
