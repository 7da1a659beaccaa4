package roomcast.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Opens the kinds of datagram channel that multicast needs. */
public final class MulticastChannels {
  private MulticastChannels() {}

  /**
   * A channel that receives one group on one interface.
   *
   * <p>It is bound to the group's own address, so that it gets nothing sent to other groups on the
   * same port; where the system does not allow that (Windows), to the port alone. One channel for
   * every group and interface, because Linux takes 20 memberships a socket, and because so we know
   * by which interface a datagram came.
   *
   * @throws IOException if the port is held by a program that does not share it, or descriptors are
   *     used up
   */
  public static DatagramChannel openReceiver(InetSocketAddress group, ServedInterface on)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      bindToGroup(channel, group);
      channel.join(group.getAddress(), on.netif());
      channel.configureBlocking(false);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void bindToGroup(DatagramChannel channel, InetSocketAddress group)
      throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      channel.bind(new InetSocketAddress(group.getPort()));
    } else {
      channel.bind(group);
    }
  }

  /**
   * A channel to send from, to groups and single programs, and to hear answers with.
   *
   * @param ttl how many routers a multicast datagram may pass, plus one: 1 stays in the network
   */
  public static DatagramChannel openSender(int ttl) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
      channel.bind(new InetSocketAddress(0));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
