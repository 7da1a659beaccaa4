package roomcast.simulation;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Carries datagrams to everybody in the group, over the links from the sender to each. */
final class Network {
  private static final long LOOPBACK_NANOS = 20_000;

  private final Timeline timeline;
  private final Links links;
  private final boolean loopback;
  private final List<Ear> ears = new ArrayList<>();

  /** Somebody who listens to the group. */
  interface Ear {
    /** A datagram has come. */
    void hear(byte[] datagram, InetSocketAddress source);

    /** Whether it is any use to bring it something. */
    boolean listens();
  }

  Network(Timeline timeline, Links links, boolean loopback) {
    this.timeline = timeline;
    this.links = links;
    this.loopback = loopback;
  }

  /** Adds a listener; its place is the number by which it sends. */
  void add(Ear ear) {
    ears.add(ear);
  }

  /** Sends to the group. */
  void multicast(int from, byte[] datagram, InetSocketAddress source) {
    long now = timeline.nowNanos();
    boolean lost = links.isLostUpstream(now, from, datagram);
    for (int to = 0; to < ears.size(); to++) {
      Ear ear = ears.get(to);
      if (to == from) {
        if (loopback && ear.listens()) {
          timeline.after(LOOPBACK_NANOS, () -> ear.hear(datagram, source));
        }
      } else if (!lost && ear.listens()) {
        for (Links.Arrival arrival : links.arrivals(now, from, to, datagram)) {
          timeline.after(arrival.delayNanos(), () -> ear.hear(arrival.datagram(), source));
        }
      }
    }
  }
}
