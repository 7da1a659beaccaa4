package roomcast.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port that nobody uses. */
final class FreePort {
  private FreePort() {}

  /** Below the ports that the system hands out itself, so that nobody gets it meanwhile. */
  static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (DatagramSocket socket = new DatagramSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        assertThat(port).isPositive();
      }
    }
  }
}
