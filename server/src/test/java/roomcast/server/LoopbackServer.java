package roomcast.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import roomcast.transport.NetworkSettings;

/** A server in this process, on the loopback interface and ports of its own. */
final class LoopbackServer implements AutoCloseable {
  final int port;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private final DirectoryServer server;
  private final Thread thread;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  LoopbackServer() throws CannotServeException {
    this(PortPair.find(), Path.of("target", "data", "server"), false);
  }

  /**
   * @param data where its key is kept
   */
  LoopbackServer(int port, Path data, boolean temporary) throws CannotServeException {
    this.port = port;
    server =
        DirectoryServer.open(
            new ServerSettings(
                network(port), ServerSettings.DEFAULT_POOL, List.of(), false, temporary, data),
            new PrintStream(out, true, UTF_8),
            new PrintStream(notes, true, UTF_8));
    thread = Thread.ofPlatform().name("server").start(this::run);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> console().contains("Adding membership (address/interface): 239.0.0.10 / "));
  }

  static NetworkSettings network(int port) {
    return NetworkSettings.of(List.of("lo"), null, port, 1, Map.of());
  }

  private void run() {
    try {
      server.run();
    } catch (CannotServeException | RuntimeException e) {
      failure.set(e);
    }
  }

  /** What the original's console would have shown so far. */
  String console() {
    return out.toString(UTF_8);
  }

  /** What else it has said. */
  String notes() {
    return notes.toString(UTF_8);
  }

  /** The fingerprint of its key, as it says it. */
  String key() {
    await().atMost(Duration.ofSeconds(10)).until(() -> notes().contains("Key: "));
    return notes().lines().filter(line -> line.startsWith("Key: ")).findAny().orElseThrow();
  }

  /** Makes rooms as a text client does. */
  void make(String... rooms) {
    try (RawClient maker = client()) {
      maker.ask("connect");
      for (String room : rooms) {
        maker.ask("makeroom");
        assertThat(maker.ask(room)).startsWith("Room established");
      }
      maker.tell("bye");
    }
  }

  /** Waits until the console has shown this. */
  void awaitConsole(String text) {
    await()
        .alias("the console shows " + text)
        .atMost(Duration.ofSeconds(10))
        .until(() -> console().contains(text));
  }

  RawClient client() {
    return new RawClient(port);
  }

  @Override
  public void close() {
    server.stop();
    await().atMost(Duration.ofSeconds(10)).until(() -> !thread.isAlive());
    server.close();
    Exception thrown = failure.get();
    if (thrown != null) {
      throw new AssertionError("the server failed", Objects.requireNonNull(thrown));
    }
  }
}
