package roomcast.client;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;

/** Asks the directory that serves the network what it has counted. */
public final class StatusQuery {
  private static final int ATTEMPTS = 3;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private StatusQuery() {}

  /** Its lines {@code NAME VALUE}, or null if none answers. */
  public static @Nullable String lines(NetworkSettings network) throws IOException {
    long nonce = Nonces.next();
    byte[] request = DiscoveryCodec.encode(new DiscoveryFrame.StatusRequest(nonce));
    try (Exchange exchange =
        new Exchange(
            network.discoveryGroup(), Interfaces.select(network.interfaces()), network.ttl())) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        exchange.ask(request);
        Exchange.Reply reply = exchange.await(PATIENCE);
        if (reply != null
            && DiscoveryCodec.decode(reply.datagram()) instanceof DiscoveryFrame.Status status
            && status.nonce() == nonce) {
          return status.lines();
        }
      }
      return null;
    }
  }

  /**
   * The numbers by their names, in the order of the lines; lines that are no numbers are left out.
   */
  public static Map<String, Long> numbers(String lines) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (String line : lines.lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0 && line.substring(space + 1).matches("-?[0-9]{1,18}")) {
        numbers.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
      }
    }
    return numbers;
  }
}
