package roomcast.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.discovery.Standing;
import roomcast.protocol.text.TextReplies;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;
import roomcast.transport.ServedInterface;

/**
 * Looks for a directory. An answer counts only if it is signed with the key that it names.
 *
 * <p>Three questions in 1.5 seconds on the port of discovery, and if nobody answers there, the text
 * protocol's {@code connect}, so that an original server is found too. The text port never gets
 * anything binary.
 */
public final class DirectoryFinder {
  private static final int PROBES = 3;
  private static final Duration PROBE_PATIENCE = Duration.ofMillis(500);
  private static final int PROBES_AFTER_GREETING = 6;
  private static final Duration PROBE_PATIENCE_AFTER_GREETING = Duration.ofMillis(200);
  private static final Duration TEXT_PATIENCE = Duration.ofMillis(500);

  private final NetworkSettings network;
  private final Proofs proofs = new Proofs();

  /** Looks in this network. */
  public DirectoryFinder(NetworkSettings network) {
    this.network = network;
  }

  /**
   * Asks, and waits for two seconds at most; a second more if only an original server answers.
   *
   * @return a directory, or null if none answers
   * @throws IOException if the interfaces cannot be used
   */
  public @Nullable FoundDirectory find() throws IOException {
    List<ServedInterface> interfaces = Interfaces.select(network.interfaces());
    if (interfaces.isEmpty()) {
      return null;
    }
    FoundDirectory found = find(interfaces, PROBES, PROBE_PATIENCE);
    FoundDirectory original = found == null ? findOriginal(interfaces) : null;
    if (original == null) {
      return found;
    }
    // A directory is there: perhaps one of ours, and the network has lost what we asked.
    FoundDirectory ours = find(interfaces, PROBES_AFTER_GREETING, PROBE_PATIENCE_AFTER_GREETING);
    return ours == null ? original : ours;
  }

  /** How many answers were dropped because their signature was wrong: somebody forges them. */
  public int unproved() {
    return proofs.unproved();
  }

  /** Asks once on the port of discovery, and waits for half a second at most. */
  public @Nullable FoundDirectory findQuickly() throws IOException {
    return find(Interfaces.select(network.interfaces()), 1, PROBE_PATIENCE);
  }

  private @Nullable FoundDirectory find(
      List<ServedInterface> interfaces, int probes, Duration patience) throws IOException {
    long nonce = Nonces.next();
    DiscoveryFrame.Probe probe =
        new DiscoveryFrame.Probe(
            DiscoveryCodec.VERSION,
            DiscoveryCodec.VERSION,
            DiscoveryFrame.Asker.PASSING,
            nonce,
            Standing.NONE);
    try (Exchange exchange = new Exchange(network.discoveryGroup(), interfaces, network.ttl())) {
      for (int attempt = 0; attempt < probes; attempt++) {
        exchange.ask(DiscoveryCodec.encode(probe));
        FoundDirectory found = exchange.await(patience, reply -> proofs.directory(reply, nonce));
        if (found != null) {
          return found;
        }
      }
      return null;
    }
  }

  private @Nullable FoundDirectory findOriginal(List<ServedInterface> interfaces)
      throws IOException {
    try (Exchange exchange = new Exchange(network.commandGroup(), interfaces, network.ttl())) {
      exchange.ask("connect".getBytes(StandardCharsets.UTF_8));
      Exchange.Reply reply = exchange.await(TEXT_PATIENCE);
      if (reply == null || !isGreeting(reply.datagram())) {
        return null;
      }
      exchange.ask("bye".getBytes(StandardCharsets.UTF_8));
      InetSocketAddress address = reply.source();
      return new FoundDirectory(address, "", Standing.NONE, -1, null);
    }
  }

  private static boolean isGreeting(byte[] datagram) {
    return new String(datagram, StandardCharsets.UTF_8).equals(TextReplies.GREETING);
  }
}
