package roomcast.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.transport.GroupSender;
import roomcast.transport.MulticastChannels;
import roomcast.transport.ServedInterface;

/** A port of our own: asks a group, and waits for what is sent back to that port. */
final class Exchange implements AutoCloseable {
  private static final int RECEIVE_BYTES = 65_536;

  /** What came, and from whom. */
  record Reply(InetSocketAddress source, byte[] datagram) {}

  private final DatagramChannel channel;
  private final Selector selector;
  private final GroupSender sender;
  private final InetSocketAddress group;
  private final List<ServedInterface> interfaces;
  private final ByteBuffer buffer = ByteBuffer.allocate(RECEIVE_BYTES);

  /** Opens a port that nobody else has. */
  Exchange(InetSocketAddress group, List<ServedInterface> interfaces, int ttl) throws IOException {
    this.group = group;
    this.interfaces = interfaces;
    this.channel = MulticastChannels.openSender(ttl);
    this.selector = Selector.open();
    this.sender = new GroupSender(channel);
    channel.register(selector, SelectionKey.OP_READ);
  }

  /** Sends to the group on every interface. */
  void ask(byte[] datagram) throws IOException {
    if (sender.send(datagram, group, interfaces) == 0) {
      throw new IOException("nothing can be sent to " + group.getAddress().getHostAddress());
    }
  }

  /** Sends to one program. */
  void ask(byte[] datagram, InetSocketAddress destination) throws IOException {
    channel.send(ByteBuffer.wrap(datagram), destination);
  }

  /** The next datagram, or null if none comes in time. */
  @Nullable Reply await(Duration patience) throws IOException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    while (true) {
      buffer.clear();
      InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
      if (source != null) {
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        return new Reply(source, datagram);
      }
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        return null;
      }
      selector.select(left / 1_000_000 + 1);
      selector.selectedKeys().clear();
    }
  }

  /** Reads a datagram, or says that it is not what is waited for, by null. */
  interface Reader<T> {
    @Nullable T read(Reply reply);
  }

  /** The first datagram that is what is waited for, or null if none comes in time. */
  <T> @Nullable T await(Duration patience, Reader<T> reader) throws IOException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    for (Reply reply = await(patience);
        reply != null;
        reply = await(Duration.ofNanos(deadlineNanos - System.nanoTime()))) {
      T wanted = reader.read(reply);
      if (wanted != null) {
        return wanted;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
