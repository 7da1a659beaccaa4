package roomcast.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import roomcast.protocol.pacing.InterfaceDuplicates;
import roomcast.protocol.text.ChatLine;
import roomcast.transport.DatagramLoop;
import roomcast.transport.GroupSender;
import roomcast.transport.InterfaceWatch;
import roomcast.transport.Interfaces;
import roomcast.transport.MulticastChannels;
import roomcast.transport.NetworkSettings;
import roomcast.transport.ServedInterface;

/**
 * A room, joined by multicast on every interface: what is said goes straight to its group, and what
 * is heard comes straight from it. No directory is in that path.
 *
 * <p>Interfaces that come and go are followed.
 */
public final class TextRoom implements AutoCloseable {
  private static final Duration INTERFACES_EVERY = Duration.ofSeconds(3);
  private static final long DUPLICATE_WINDOW_NANOS = Duration.ofMillis(100).toNanos();
  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;
  private static final long CLOSE_MILLIS = 1_000;

  /** Told of every line, on the room's own thread. */
  @FunctionalInterface
  public interface Listener {
    /** Somebody said something. */
    void heard(InetSocketAddress source, ChatLine line);
  }

  private final NetworkSettings network;
  private final InetSocketAddress address;
  private final Listener listener;
  private final DatagramLoop loop;
  private final DatagramChannel speaking;
  private final GroupSender sender;
  private final InterfaceDuplicates duplicates = new InterfaceDuplicates(DUPLICATE_WINDOW_NANOS);
  private final Map<ServedInterface, DatagramChannel> hearing = new LinkedHashMap<>();
  private final AtomicLong malformed = new AtomicLong();
  private final InterfaceWatch watch;
  private final Thread thread;
  private volatile List<ServedInterface> interfaces;

  /**
   * Joins.
   *
   * @throws IOException if no interface can be joined
   */
  public TextRoom(NetworkSettings network, InetSocketAddress address, Listener listener)
      throws IOException {
    this.network = network;
    this.address = address;
    this.listener = listener;
    this.interfaces = Interfaces.select(network.interfaces());
    this.speaking = MulticastChannels.openSender(network.ttl());
    this.sender = new GroupSender(speaking);
    this.loop = new DatagramLoop(System::nanoTime, new DatagramLoop.NoTimers());
    try {
      join(interfaces);
    } catch (IOException e) {
      speaking.close();
      loop.close();
      throw e;
    }
    this.watch =
        new InterfaceWatch(network.interfaces(), interfaces, INTERFACES_EVERY, this::follow);
    this.thread = Thread.ofPlatform().name("room").daemon().start(this::listen);
  }

  private void join(List<ServedInterface> wanted) throws IOException {
    IOException failure = null;
    for (ServedInterface one : wanted) {
      try {
        if (!hearing.containsKey(one)) {
          hearing.put(one, open(one));
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    if (hearing.isEmpty()) {
      throw failure == null ? new IOException("no network interface is usable") : failure;
    }
  }

  private DatagramChannel open(ServedInterface on) throws IOException {
    DatagramChannel channel = MulticastChannels.openReceiver(address, on);
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      loop.add(channel, (nowNanos, source, datagram) -> receive(nowNanos, on, source, datagram));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void receive(
      long nowNanos, ServedInterface by, InetSocketAddress source, byte[] datagram) {
    if (duplicates.isCopy(nowNanos, by.index(), source, address, datagram)) {
      return;
    }
    ChatLine line = ChatLine.parse(datagram);
    if (line == null) {
      malformed.incrementAndGet();
    } else {
      listener.heard(source, line);
    }
  }

  private void listen() {
    try {
      loop.run();
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(List<ServedInterface> present) {
    loop.post(() -> rejoin(present));
  }

  private void rejoin(List<ServedInterface> present) {
    hearing
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !present.contains(entry.getKey());
          if (gone) {
            close(entry.getValue());
          }
          return gone;
        });
    interfaces = present;
    try {
      join(present);
    } catch (IOException unusable) {
      // Nothing to hear with now; the watch tells when that changes.
      return;
    }
  }

  /**
   * Says something.
   *
   * @return false if no interface took it
   * @throws IllegalArgumentException if it is no chat that others would accept
   */
  public boolean speak(String name, String text) {
    String wrong = ChatLine.whyNoText(name, text);
    if (wrong != null) {
      throw new IllegalArgumentException("the text " + wrong);
    }
    synchronized (sender) {
      return sender.send(new ChatLine(name, text).encode(), address, interfaces) > 0;
    }
  }

  /** The group and port. */
  public InetSocketAddress address() {
    return address;
  }

  /** Where it is heard and spoken. */
  public NetworkSettings network() {
    return network;
  }

  /** Datagrams that were no chat, and were dropped. */
  public long malformed() {
    return malformed.get();
  }

  private static void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is given up in any case.
      return;
    }
  }

  /** Leaves. */
  @Override
  public void close() {
    watch.close();
    loop.stop();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    hearing.values().forEach(TextRoom::close);
    close(speaking);
    try {
      loop.close();
    } catch (IOException ignored) {
      return;
    }
  }
}
