package roomcast.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.Arrays;

/** A client of raw datagrams that knows the text protocol only, and joins no group. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int SILENCE_MILLIS = 200;

  private final DatagramSocket socket;
  private final int commandPort;

  RawClient(int commandPort) {
    this(commandPort, new InetSocketAddress(0));
  }

  RawClient(int commandPort, InetSocketAddress local) {
    try {
      this.commandPort = commandPort;
      this.socket = new DatagramSocket(local);
      socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("lo"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Sends to the command group. */
  void tell(String text) {
    send("239.0.0.10", commandPort, text.getBytes(UTF_8));
  }

  /** Sends to a room's group. */
  void say(String group, int port, String line) {
    send(group, port, line.getBytes(UTF_8));
  }

  void send(String group, int port, byte[] datagram) {
    try {
      InetAddress address = InetAddress.getByName(group);
      socket.send(new DatagramPacket(datagram, datagram.length, address, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a command and waits for its answer, which has to come from the command port. */
  String ask(String text) {
    tell(text);
    return hear();
  }

  /** The next datagram, as text. */
  String hear() {
    DatagramPacket packet = receive(PATIENCE_MILLIS);
    assertThat(packet.getPort()).isEqualTo(commandPort);
    return new String(Arrays.copyOf(packet.getData(), packet.getLength()), UTF_8);
  }

  private DatagramPacket receive(int patienceMillis) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      socket.setSoTimeout(patienceMillis);
      socket.receive(packet);
      return packet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing comes for a moment. */
  void hearsNothing() {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      socket.setSoTimeout(SILENCE_MILLIS);
      socket.receive(packet);
      throw new AssertionError(
          "heard: " + new String(Arrays.copyOf(packet.getData(), packet.getLength()), UTF_8));
    } catch (SocketTimeoutException silence) {
      assertThat(socket.isClosed()).isFalse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
