package roomcast.client;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.transport.GroupSender;
import roomcast.transport.MulticastChannels;
import roomcast.transport.NetworkSettings;
import roomcast.transport.ServedInterface;

/** Tries out one interface, with a few small datagrams. */
public final class NetworkProbe {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final int MARK_BYTES = 16;

  private final NetworkSettings network;
  private final ServedInterface on;
  private int unproved;

  /** Tries this interface in this network. */
  public NetworkProbe(NetworkSettings network, ServedInterface on) {
    this.network = network;
    this.on = on;
  }

  /**
   * Whether a datagram to the command group, on a port that nobody else uses, comes back to this
   * machine.
   *
   * @throws IOException if the group cannot be joined or sent to
   */
  public boolean comesBack() throws IOException {
    InetSocketAddress group =
        new InetSocketAddress(network.commandGroup().getAddress(), freePort());
    byte[] mark =
        ByteBuffer.allocate(MARK_BYTES).putLong(Nonces.next()).putLong(Nonces.next()).array();
    try (DatagramChannel receiver = MulticastChannels.openReceiver(group, on);
        DatagramChannel sending = MulticastChannels.openSender(network.ttl());
        Selector selector = Selector.open()) {
      receiver.register(selector, SelectionKey.OP_READ);
      if (new GroupSender(sending).send(mark, group, List.of(on)) == 0) {
        throw new IOException("the system does not send to groups there");
      }
      ByteBuffer received = ByteBuffer.allocate(MARK_BYTES);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (long left = PATIENCE.toNanos(); left > 0; left = deadline - System.nanoTime()) {
        selector.select(left / 1_000_000 + 1);
        selector.selectedKeys().clear();
        if (receiver.receive(received.clear()) != null && Arrays.equals(received.array(), mark)) {
          return true;
        }
      }
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The directory that is heard by this interface, or null. */
  public @Nullable FoundDirectory directory() throws IOException {
    NetworkSettings only =
        new NetworkSettings(List.of(on.name()), network.commandGroup(), network.ttl());
    DirectoryFinder finder = new DirectoryFinder(only);
    FoundDirectory found = finder.find();
    unproved = finder.unproved();
    return found;
  }

  /** How many answers of directories were dropped there because their signature was wrong. */
  public int unproved() {
    return unproved;
  }

  /** What the system grants of a receive buffer of this size, in bytes. */
  public static int receiveBufferBytes(int wanted) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, wanted);
      return channel.getOption(StandardSocketOptions.SO_RCVBUF);
    }
  }
}
