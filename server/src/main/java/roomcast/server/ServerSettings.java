package roomcast.server;

import java.nio.file.Path;
import java.util.List;
import roomcast.protocol.Subnet;
import roomcast.transport.NetworkSettings;

/**
 * How a server was asked to be.
 *
 * @param network where it serves
 * @param pool the addresses of its rooms, as {@link roomcast.directory.AddressPool#parse} reads
 *     them
 * @param textFrom subnets that are served besides those of the interfaces
 * @param verbose whether the counters are printed every minute
 * @param data where the key and what belongs to it are kept
 * @param temporary whether it was started only because somebody found no directory
 */
public record ServerSettings(
    NetworkSettings network,
    String pool,
    List<Subnet> textFrom,
    boolean verbose,
    boolean temporary,
    Path data) {
  /** The addresses of rooms when none are named. */
  public static final String DEFAULT_POOL = "239.0.0.11-239.0.0.254";
}
