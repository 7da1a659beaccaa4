package roomcast.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Two free UDP ports in a row, so that tests never meet. */
final class PortPair {
  private static final int ATTEMPTS = 1_000;

  private PortPair() {}

  /** The lower port; below those that the system hands out itself. */
  static int find() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = 2 * ThreadLocalRandom.current().nextInt(5_000, 16_000);
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
    throw new AssertionError("no two free ports in a row");
  }

  private static boolean isFree(int port) {
    try (DatagramSocket socket = new DatagramSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
