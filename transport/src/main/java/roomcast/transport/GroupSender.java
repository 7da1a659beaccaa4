package roomcast.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends a datagram to a group on each of several interfaces, always from the same port. */
public final class GroupSender {
  private final DatagramChannel channel;
  private @Nullable ServedInterface chosen;

  /** Sends by this channel; closing it stays the caller's. */
  public GroupSender(DatagramChannel channel) {
    this.channel = channel;
  }

  /**
   * Sends on every interface. One that fails does not keep the others from it.
   *
   * @return on how many interfaces the system took the datagram
   */
  public int send(byte[] datagram, InetSocketAddress group, List<ServedInterface> interfaces) {
    int taken = 0;
    for (ServedInterface one : interfaces) {
      try {
        if (!one.equals(chosen)) {
          channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, one.netif());
          chosen = one;
        }
        taken += channel.send(ByteBuffer.wrap(datagram), group) == datagram.length ? 1 : 0;
      } catch (IOException gone) {
        chosen = null;
        // An interface that has just gone down; the interface watch takes it off the list.
      }
    }
    return taken;
  }
}
