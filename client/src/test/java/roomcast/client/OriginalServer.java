package roomcast.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of the original kind, as far as the finder notices: it greets, and knows nothing binary.
 */
final class OriginalServer implements AutoCloseable {
  private static final String GREETING =
      "Connected to CRDS, Please enter your command, command list: getdir,makeroom,deleteroom and quit";

  /** Everything that it was sent. */
  final List<String> heard = new CopyOnWriteArrayList<>();

  private final MulticastSocket socket;

  OriginalServer(int port) throws IOException {
    socket = new MulticastSocket(port);
    NetworkInterface loopback = NetworkInterface.getByName("lo");
    socket.joinGroup(new InetSocketAddress(InetAddress.getByName("239.0.0.10"), port), loopback);
    Thread.ofPlatform().name("original").daemon().start(this::serve);
  }

  private void serve() {
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        socket.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), UTF_8);
        heard.add(text);
        if (text.equals("connect")) {
          byte[] greeting = GREETING.getBytes(UTF_8);
          socket.send(new DatagramPacket(greeting, greeting.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
