package roomcast.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.discovery.Standing;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;
import roomcast.transport.ServedInterface;

/**
 * Tells the directory, as long as the program runs, that somebody uses it, and tells the program
 * when the directory goes, comes or is another one.
 */
public final class DirectoryPresence implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration EVERY_WITHOUT = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final int ATTEMPTS = 3;
  private static final long CLOSE_MILLIS = 1_000;

  /** Told of changes, on the presence's own thread. */
  @FunctionalInterface
  public interface Listener {
    /**
     * The directory has changed.
     *
     * @param present the one that answers now, or null
     */
    void changed(@Nullable FoundDirectory present);
  }

  private final NetworkSettings network;
  private final Listener listener;
  private final Proofs proofs = new Proofs();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Begins with what the program knows.
   *
   * @param known the directory that it has found, or null
   */
  public DirectoryPresence(
      NetworkSettings network, @Nullable FoundDirectory known, Listener listener) {
    this.network = network;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("presence").daemon().start(() -> stay(known));
  }

  private void stay(@Nullable FoundDirectory atStart) {
    FoundDirectory known = atStart;
    boolean over = false;
    while (!over) {
      try {
        List<ServedInterface> interfaces = Interfaces.selectPresent(network.interfaces());
        try (Exchange exchange =
            new Exchange(network.discoveryGroup(), interfaces, network.ttl())) {
          while (!over && interfaces.equals(Interfaces.selectPresent(network.interfaces()))) {
            FoundDirectory present = ask(exchange);
            known = tell(known, present);
            over = waitFor(present == null ? EVERY_WITHOUT : EVERY);
          }
          if (over) {
            exchange.ask(probe(DiscoveryFrame.Asker.PASSING, Nonces.next()));
          }
        }
      } catch (IOException networkDown) {
        known = tell(known, null);
        over = over || waitFor(EVERY_WITHOUT);
      }
    }
  }

  /** Tells the listener if something has changed; returns what is known now. */
  private @Nullable FoundDirectory tell(
      @Nullable FoundDirectory known, @Nullable FoundDirectory present) {
    if (present == null && known != null && known.isOriginal()) {
      // An original server does not answer here; whether it is alive is not known.
      return known;
    }
    boolean same =
        (present == null || known == null)
            ? (present == null && known == null)
            : present.isSame(known);
    if (!same) {
      listener.changed(present);
    }
    return present;
  }

  /** Whether the end came while waiting. */
  private boolean waitFor(Duration time) {
    try {
      return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static byte[] probe(DiscoveryFrame.Asker asker, long nonce) {
    return DiscoveryCodec.encode(
        new DiscoveryFrame.Probe(
            DiscoveryCodec.VERSION, DiscoveryCodec.VERSION, asker, nonce, Standing.NONE));
  }

  private @Nullable FoundDirectory ask(Exchange exchange) throws IOException {
    long nonce = Nonces.next();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        exchange.ask(probe(DiscoveryFrame.Asker.STAYING, nonce));
      } catch (IOException networkDown) {
        return null;
      }
      FoundDirectory found = exchange.await(PATIENCE, reply -> proofs.directory(reply, nonce));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Tells the directory that this program uses it no longer. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
