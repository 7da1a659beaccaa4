package roomcast.client;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.discovery.Standing;
import roomcast.protocol.wire.PublicKey;

/**
 * A directory that answered.
 *
 * @param address where the answer came from
 * @param name what it calls itself; empty for an original server, which does not say
 * @param standing what it says of itself; {@link Standing#NONE} for an original server
 * @param rooms how many rooms it has; -1 for an original server
 * @param key by which it has proved all of this; null for an original server, which has none
 */
public record FoundDirectory(
    InetSocketAddress address, String name, Standing standing, int rooms, @Nullable PublicKey key) {

  /** Whether it speaks the text protocol only. */
  public boolean isOriginal() {
    return key == null;
  }

  /** Whether this one, too, is that run of that directory. */
  boolean isSame(FoundDirectory other) {
    return standing.startId() == other.standing.startId() && Objects.equals(key, other.key);
  }

  /** What to call it when talking to people. */
  public String label() {
    String host = address.getAddress().getHostAddress();
    return name.isEmpty() ? host : name + " (" + host + ")";
  }
}
