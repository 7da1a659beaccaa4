package roomcast.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.discovery.Standing;
import roomcast.protocol.wire.PublicKey;
import roomcast.transport.signing.Ed25519Signer;

/**
 * Hears every question of discovery on the loopback interface, and answers it at once as the oldest
 * directory of all, with another's key and a signature that is not of that key, or with none.
 */
final class ForgingDirectory implements AutoCloseable {
  /** How many questions it has answered. */
  final AtomicInteger answered = new AtomicInteger();

  private final MulticastSocket socket;
  private final PublicKey stolen;
  private final Ed25519Signer own = new Ed25519Signer(new byte[Ed25519Signer.SEED_BYTES]);

  /**
   * @param port of the commands
   * @param stolen the key in whose name it answers
   */
  ForgingDirectory(int port, PublicKey stolen) throws IOException {
    this.stolen = stolen;
    this.socket = new MulticastSocket(port + 1);
    NetworkInterface loopback = NetworkInterface.getByName("lo");
    socket.joinGroup(
        new InetSocketAddress(InetAddress.getByName("239.0.0.10"), port + 1), loopback);
    Thread.ofPlatform().name("forger").daemon().start(this::serve);
  }

  private void serve() {
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        socket.receive(packet);
        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
        if (DiscoveryCodec.decode(question) instanceof DiscoveryFrame.Probe probe) {
          byte[] answer = answer(probe.nonce());
          for (int bytes : new int[] {answer.length, answer.length - 64}) {
            answer[14] = (byte) (bytes >>> 8);
            answer[15] = (byte) bytes;
            socket.send(new DatagramPacket(answer, bytes, packet.getSocketAddress()));
          }
          answered.incrementAndGet();
        }
      }
    } catch (IOException closed) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(closed);
      }
    }
  }

  private byte[] answer(long nonce) {
    PublicKey ownKey = new PublicKey(own.publicKey());
    byte[] answer =
        DiscoveryCodec.encode(
            new DiscoveryFrame.Answer(1, nonce, new Standing(false, 1, 0), 0, "forger", ownKey),
            own);
    byte[] key = stolen.bytes();
    System.arraycopy(key, 0, answer, answer.length - 64 - key.length, key.length);
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
