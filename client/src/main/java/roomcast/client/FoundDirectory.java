package roomcast.client;

import java.net.InetSocketAddress;
import roomcast.protocol.discovery.Standing;

/**
 * A directory that answered.
 *
 * @param address where the answer came from
 * @param name what it calls itself; empty for an original server, which does not say
 * @param standing what it says of itself; {@link Standing#NONE} for an original server
 * @param rooms how many rooms it has; -1 for an original server
 */
public record FoundDirectory(InetSocketAddress address, String name, Standing standing, int rooms) {

  /** Whether it speaks the text protocol only. */
  public boolean isOriginal() {
    return standing.startId() == 0;
  }

  /** What to call it when talking to people. */
  public String label() {
    String host = address.getAddress().getHostAddress();
    return name.isEmpty() ? host : name + " (" + host + ")";
  }
}
