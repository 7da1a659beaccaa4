package roomcast.terminal.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import roomcast.transport.NetworkSettings;

/** The options that say which network to use; every command has them. */
final class NetworkOptions {
  @Option(
      names = "--interface",
      paramLabel = "IF",
      description = {
        "Network interface to use, by name or address; repeatable.",
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
      description = "UDP port of commands. Default: ROOMCAST_PORT, else 2000.")
  private @Nullable Integer port;

  @Option(
      names = "--ttl",
      paramLabel = "N",
      description = "Routers a multicast may pass, plus one. Default: ${DEFAULT-VALUE}.")
  private int ttl = 1;

  /**
   * The network meant.
   *
   * @throws IllegalArgumentException if it cannot be; the message names cause and cure
   */
  NetworkSettings settings() {
    return NetworkSettings.of(interfaces, group, port, ttl, System.getenv());
  }
}
