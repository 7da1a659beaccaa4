package roomcast.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The channels by which blocks of all rooms come. Rooms share them, up to 20 groups each, which is
 * what Linux takes; a tag in each datagram tells the room.
 */
public final class BlockChannels implements AutoCloseable {
  /** net.ipv4.igmp_max_memberships, unless somebody has raised it. */
  private static final int GROUPS_PER_CHANNEL_MAX = 20;

  /** Asked of the system, which may grant less. */
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  private final DatagramLoop loop;
  private final DatagramLoop.Receiver receiver;
  private final Consumer<String> reports;
  private final Map<InetSocketAddress, Integer> wanted = new LinkedHashMap<>();
  private final Map<ServedInterface, List<Shared>> byInterface = new LinkedHashMap<>();
  private final Map<Place, Shared> joined = new LinkedHashMap<>();

  /** Where joining failed, so that trying again does not repeat the report. */
  private final Set<Place> failing = new LinkedHashSet<>();

  private boolean hinted;
  private final int bufferBytes;
  private int grantedBytes;

  private record Place(ServedInterface on, InetSocketAddress group) {}

  private static final class Shared {
    final int port;
    final DatagramChannel channel;
    final Map<InetAddress, MembershipKey> groups = new LinkedHashMap<>();

    Shared(int port, DatagramChannel channel) {
      this.port = port;
      this.channel = channel;
    }
  }

  /**
   * Receives nothing yet.
   *
   * @param reports told of what cannot be joined, in a sentence
   */
  public BlockChannels(
      DatagramLoop loop, DatagramLoop.Receiver receiver, Consumer<String> reports) {
    this(loop, receiver, reports, RECEIVE_BUFFER_BYTES);
  }

  /**
   * @param bufferBytes how much of a receive buffer to ask for
   */
  BlockChannels(
      DatagramLoop loop,
      DatagramLoop.Receiver receiver,
      Consumer<String> reports,
      int bufferBytes) {
    this.loop = loop;
    this.receiver = receiver;
    this.reports = reports;
    this.bufferBytes = bufferBytes;
    this.grantedBytes = bufferBytes;
  }

  /** The interfaces that are served from now on; those that fail are reported and left out. */
  public void serve(List<ServedInterface> interfaces) {
    for (ServedInterface gone : List.copyOf(byInterface.keySet())) {
      if (!interfaces.contains(gone)) {
        byInterface.getOrDefault(gone, List.of()).forEach(this::close);
        byInterface.remove(gone);
        joined.keySet().removeIf(place -> place.on().equals(gone));
        failing.removeIf(place -> place.on().equals(gone));
      }
    }
    for (ServedInterface one : interfaces) {
      if (!byInterface.containsKey(one)) {
        byInterface.put(one, new ArrayList<>());
        wanted.keySet().forEach(group -> join(new Place(one, group)));
      }
    }
  }

  /** The interfaces that are served. */
  public List<ServedInterface> interfaces() {
    return List.copyOf(byInterface.keySet());
  }

  /** Receives a group and port from now on, on every interface; true if on any. */
  public boolean join(InetSocketAddress group) {
    if (wanted.merge(group, 1, Integer::sum) == 1) {
      byInterface.keySet().forEach(on -> join(new Place(on, group)));
    }
    return byInterface.keySet().stream().anyMatch(on -> joined.containsKey(new Place(on, group)));
  }

  private void join(Place place) {
    ServedInterface on = place.on();
    InetAddress group = place.group().getAddress();
    try {
      Shared shared = withSpace(on, place.group().getPort());
      shared.groups.put(group, shared.channel.join(group, on.netif()));
      joined.put(place, shared);
      failing.remove(place);
    } catch (IOException e) {
      if (failing.add(place)) {
        reports.accept(
            group.getHostAddress() + " is not heard on " + on.name() + ": " + e.getMessage());
      }
    }
  }

  private Shared withSpace(ServedInterface on, int port) throws IOException {
    List<Shared> channels = byInterface.getOrDefault(on, List.of());
    for (Shared one : channels) {
      if (one.port == port && one.groups.size() < GROUPS_PER_CHANNEL_MAX) {
        return one;
      }
    }
    Shared fresh = new Shared(port, open(port));
    channels.add(fresh);
    return fresh;
  }

  private DatagramChannel open(int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
      grantedBytes = Math.min(grantedBytes, channel.getOption(StandardSocketOptions.SO_RCVBUF));
      // To every address: a channel gets those groups that it has joined (IP_MULTICAST_ALL is off).
      channel.bind(new InetSocketAddress(port));
      channel.configureBlocking(false);
      loop.add(channel, receiver);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Receives a group no longer, once it has been left as often as it was joined. */
  public void leave(InetSocketAddress group) {
    Integer left = wanted.computeIfPresent(group, (same, count) -> count > 1 ? count - 1 : null);
    if (left != null) {
      return;
    }
    for (ServedInterface on : byInterface.keySet()) {
      Place place = new Place(on, group);
      leave(place);
      failing.remove(place);
    }
    closeUnused();
  }

  private void leave(Place place) {
    Shared shared = joined.remove(place);
    MembershipKey key = shared == null ? null : shared.groups.remove(place.group().getAddress());
    if (key == null) {
      return;
    }
    try {
      key.drop();
    } catch (AssertionError interfaceGone) {
      // The JDK holds it for impossible that the system refuses; without the interface it may, and
      // then there is nothing to leave.
      return;
    }
  }

  private void closeUnused() {
    for (List<Shared> channels : byInterface.values()) {
      for (Shared unused : channels.stream().filter(one -> one.groups.isEmpty()).toList()) {
        close(unused);
        channels.remove(unused);
      }
    }
  }

  /**
   * Leaves and joins every group: without a querier in the network, switches forget memberships
   * after some minutes. Tries also what could not be joined before.
   */
  public void rejoin() {
    for (ServedInterface on : byInterface.keySet()) {
      for (InetSocketAddress group : wanted.keySet()) {
        Place place = new Place(on, group);
        leave(place);
        join(place);
      }
    }
    closeUnused();
  }

  /** What the system has granted of a receive buffer, in bytes. */
  public int receiveBufferBytes() {
    return grantedBytes;
  }

  /**
   * Says once, if that is so, that the system grants too little of a receive buffer.
   *
   * @param onlyIfDropped whether to say it only after datagrams were dropped for it: most systems
   *     grant too little for busy rooms, and most rooms are not busy
   */
  public void hintAtBuffer(boolean onlyIfDropped) {
    if (!hinted
        && grantedBytes < ReceiveBuffer.ENOUGH_BYTES
        && (!onlyIfDropped || ReceiveBuffer.drops(this::isOurs) > 0)) {
      hinted = true;
      reports.accept(ReceiveBuffer.hint(grantedBytes));
    }
  }

  private boolean isOurs(int port) {
    return byInterface.values().stream()
        .anyMatch(channels -> channels.stream().anyMatch(one -> one.port == port));
  }

  /** How many channels are open. */
  public int channels() {
    return byInterface.values().stream().mapToInt(List::size).sum();
  }

  private void close(Shared shared) {
    try {
      shared.channel.close();
    } catch (IOException e) {
      reports.accept("A channel could not be closed: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    byInterface.values().forEach(channels -> channels.forEach(this::close));
    byInterface.clear();
    joined.clear();
    failing.clear();
  }
}
