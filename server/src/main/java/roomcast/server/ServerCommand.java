package roomcast.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import roomcast.client.disk.DataFolder;
import roomcast.protocol.Subnet;
import roomcast.transport.NetworkSettings;

/** {@code roomcast server}: serves the directory until it is told to stop. */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves the chat room directory of this network until Ctrl-C.",
      "Rooms can be made and found while it runs; people in a room talk without it."
    },
    footer = {
      "",
      "Exit code: 0 stopped; 2 could not serve (the message says why).",
      "See docs/OPERATING.md for firewalls, switches and several networks."
    })
public final class ServerCommand implements Callable<Integer> {
  private static final int CANNOT_SERVE = 2;
  private static final long TIDY_SECONDS = 3;

  @Option(
      names = "--interface",
      paramLabel = "IF",
      description = {
        "Network interface to serve, by name or address; repeatable.",
        "Default: ROOMCAST_INTERFACE, else every usable one."
      })
  private List<String> interfaces = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "G",
      description = "Multicast group of commands. Default: ROOMCAST_GROUP, else 239.0.0.10.")
  private @Nullable String group;

  @Option(
      names = "--port",
      paramLabel = "P",
      description =
          "UDP port of commands; discovery uses the next. Default: ROOMCAST_PORT, else 2000.")
  private @Nullable Integer port;

  @Option(
      names = "--pool",
      paramLabel = "FIRST-LAST",
      description = "Groups for rooms. Default: ${DEFAULT-VALUE}.")
  private String pool = ServerSettings.DEFAULT_POOL;

  @Option(
      names = "--ttl",
      paramLabel = "N",
      description = "Routers a multicast may pass, plus one. Default: ${DEFAULT-VALUE}.")
  private int ttl = 1;

  @Option(
      names = "--text-from",
      paramLabel = "CIDR",
      description = {
        "Serve text clients of this subnet too, such as 10.1.0.0/16; repeatable.",
        "Default: only the subnets of the interfaces."
      })
  private List<String> textFrom = new ArrayList<>();

  @Option(names = "--verbose", description = "Print the counters every minute.")
  private boolean verbose;

  @Option(names = "--temporary", hidden = true)
  private boolean temporary;

  @Override
  public Integer call() {
    if (temporary) {
      // Ctrl-C and a closed window are for the console that started this one; it tells us by our
      // input.
      Signals.ignore("INT");
      Signals.ignore("HUP");
    }
    try {
      DirectoryServer server = DirectoryServer.open(settings(), System.out, System.err);
      TidyEnd end = new TidyEnd(server);
      Runtime.getRuntime().addShutdownHook(new Thread(end, "tidy-end"));
      if (temporary) {
        Thread.ofPlatform().name("lifeline").daemon().start(() -> watchInput(server));
      }
      try (server) {
        server.run();
      } finally {
        end.ended.countDown();
      }
      return 0;
    } catch (CannotServeException | IllegalArgumentException e) {
      System.err.println("roomcast server: " + e.getMessage());
      return CANNOT_SERVE;
    }
  }

  private ServerSettings settings() {
    List<Subnet> subnets = textFrom.stream().map(Subnet::parse).toList();
    NetworkSettings network = NetworkSettings.of(interfaces, group, port, ttl, System.getenv());
    Path data = DataFolder.usual(System.getenv()).resolve("server");
    return new ServerSettings(network, pool, subnets, verbose, temporary, data);
  }

  /**
   * The console that started us writes a line when we are to stop; its input ends when it is gone.
   */
  private static void watchInput(DirectoryServer server) {
    try {
      if (System.in.read() < 0) {
        server.orphan();
      } else {
        server.stop();
      }
    } catch (IOException e) {
      server.orphan();
    }
  }

  /**
   * On SIGINT and SIGTERM: stops the server, waits until it has left its groups, and ends with 0.
   */
  private static final class TidyEnd implements Runnable {
    final CountDownLatch ended = new CountDownLatch(1);
    private final DirectoryServer server;

    TidyEnd(DirectoryServer server) {
      this.server = server;
    }

    @Override
    public void run() {
      if (ended.getCount() == 0) {
        return;
      }
      server.stop();
      try {
        if (ended.await(TIDY_SECONDS, TimeUnit.SECONDS)) {
          // A Java process that a signal ends says 130 or 143; this one did what it was asked to.
          Runtime.getRuntime().halt(0);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
