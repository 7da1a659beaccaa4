package roomcast.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Room;
import roomcast.transport.DatagramLoop;
import roomcast.transport.GroupSender;
import roomcast.transport.MulticastChannels;
import roomcast.transport.NetworkSettings;
import roomcast.transport.ServedInterface;

/**
 * Every channel of a directory server.
 *
 * <p>On each interface one for commands, one for discovery, and one for each room: a line of plain
 * text does not name its room, so the channel by which it came has to. Beside them one channel with
 * a port of its own for discovery's answers, because of several processes that share a group's port
 * only one gets what is sent to it alone. An interface that fails is reported and left out.
 */
final class ServerChannels implements AutoCloseable {
  /** Asked of the system, which may grant less. */
  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

  /** Takes what comes, together with the interface by which it came. */
  interface Inbox {
    void command(long nowNanos, ServedInterface by, InetSocketAddress source, byte[] datagram);

    void chat(
        long nowNanos, Room room, ServedInterface by, InetSocketAddress source, byte[] datagram);

    void discovery(long nowNanos, InetSocketAddress source, byte[] datagram);
  }

  private static final class Membership {
    final DatagramChannel commands;
    final DatagramChannel discovery;
    final Map<Room, DatagramChannel> rooms = new LinkedHashMap<>();

    Membership(DatagramChannel commands, DatagramChannel discovery) {
      this.commands = commands;
      this.discovery = discovery;
    }
  }

  private final DatagramLoop loop;
  private final NetworkSettings network;
  private final Inbox inbox;
  private final Consumer<String> reports;
  private final DatagramChannel unicast;
  private final int unicastPort;
  private final GroupSender probes;
  private final Map<ServedInterface, Membership> memberships = new LinkedHashMap<>();

  /**
   * No interface is served before {@link #serve}.
   *
   * @param reports told what does not work, a line each
   */
  ServerChannels(DatagramLoop loop, NetworkSettings network, Inbox inbox, Consumer<String> reports)
      throws IOException {
    this.loop = loop;
    this.network = network;
    this.inbox = inbox;
    this.reports = reports;
    this.unicast = MulticastChannels.openSender(network.ttl());
    this.unicastPort = ((InetSocketAddress) unicast.getLocalAddress()).getPort();
    this.probes = new GroupSender(unicast);
    loop.add(unicast, inbox::discovery);
  }

  /**
   * Serves these interfaces and no others.
   *
   * @return the last reason for which one could not be served, or null
   */
  @Nullable IOException serve(List<ServedInterface> interfaces, Iterable<Room> rooms) {
    for (ServedInterface old : List.copyOf(memberships.keySet())) {
      if (!interfaces.contains(old)) {
        leave(old);
      }
    }
    IOException failure = null;
    for (ServedInterface one : interfaces) {
      if (!memberships.containsKey(one)) {
        try {
          join(one, rooms);
        } catch (IOException e) {
          failure = e;
          reports.accept("Interface " + one + " is left out: " + e.getMessage());
        }
      }
    }
    return failure;
  }

  private void join(ServedInterface on, Iterable<Room> rooms) throws IOException {
    DatagramChannel commands = open(network.commandGroup(), on);
    loop.addFirst(
        commands, (nowNanos, source, datagram) -> inbox.command(nowNanos, on, source, datagram));
    Membership membership;
    try {
      membership =
          new Membership(commands, receive(network.discoveryGroup(), on, inbox::discovery));
    } catch (IOException e) {
      commands.close();
      throw e;
    }
    memberships.put(on, membership);
    for (Room room : rooms) {
      openRoom(room, on, membership);
    }
  }

  private DatagramChannel receive(
      InetSocketAddress group, ServedInterface on, DatagramLoop.Receiver receiver)
      throws IOException {
    DatagramChannel channel = open(group, on);
    loop.add(channel, receiver);
    return channel;
  }

  private static DatagramChannel open(InetSocketAddress group, ServedInterface on)
      throws IOException {
    DatagramChannel channel = MulticastChannels.openReceiver(group, on);
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void leave(ServedInterface old) {
    Membership membership = memberships.remove(old);
    if (membership != null) {
      close(membership.commands);
      close(membership.discovery);
      membership.rooms.values().forEach(this::close);
    }
  }

  /** Hears the room on every interface; returns those on which it can be heard. */
  List<ServedInterface> openRoom(Room room) {
    List<ServedInterface> heard = new ArrayList<>();
    memberships.forEach((on, membership) -> {
      if (openRoom(room, on, membership)) {
        heard.add(on);
      }
    });
    return heard;
  }

  private boolean openRoom(Room room, ServedInterface on, Membership membership) {
    try {
      DatagramLoop.Receiver chat =
          (nowNanos, source, datagram) -> inbox.chat(nowNanos, room, on, source, datagram);
      membership.rooms.put(room, receive(room.address(), on, chat));
      return true;
    } catch (IOException e) {
      reports.accept("Room " + room.name() + " is not heard on " + on + ": " + e.getMessage());
      return false;
    }
  }

  /** No longer hears the room. */
  void closeRoom(Room room) {
    for (Membership membership : memberships.values()) {
      DatagramChannel channel = membership.rooms.remove(room);
      if (channel != null) {
        close(channel);
      }
    }
  }

  /** The interfaces that are served. */
  List<ServedInterface> interfaces() {
    return List.copyOf(memberships.keySet());
  }

  /** Sends from the command group's port, as text clients expect; whether the system took it. */
  boolean sendText(InetSocketAddress destination, byte[] datagram) {
    return !memberships.isEmpty()
        && send(memberships.values().iterator().next().commands, destination, datagram);
  }

  /** Sends an answer of discovery; whether the system took it. */
  boolean sendDiscovery(InetSocketAddress destination, byte[] datagram) {
    return send(unicast, destination, datagram);
  }

  /** Says something on the text port of a room, on every interface; whether any took it. */
  boolean sendToRoom(Room room, byte[] datagram) {
    return probes.send(datagram, room.address(), interfaces()) > 0;
  }

  /** Whether a datagram came from here: what we say in rooms comes back. */
  boolean isOurs(InetSocketAddress source) {
    return source.getPort() == unicastPort
        && memberships.keySet().stream().anyMatch(one -> one.address().equals(source.getAddress()));
  }

  /** Asks the other directories, on every interface; whether the system took it on any. */
  boolean sendProbe(byte[] datagram) {
    return probes.send(datagram, network.discoveryGroup(), interfaces()) > 0;
  }

  private static boolean send(
      DatagramChannel channel, InetSocketAddress destination, byte[] datagram) {
    try {
      return channel.send(ByteBuffer.wrap(datagram), destination) == datagram.length;
    } catch (IOException unreachable) {
      return false;
    }
  }

  /** Closing a channel leaves its group. */
  private void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      reports.accept("A channel could not be closed: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    interfaces().forEach(this::leave);
    close(unicast);
  }
}
