package roomcast.transport;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Ipv4;

/**
 * Where a program looks for the others: what every program of ours takes as options and variables.
 *
 * @param interfaces names or addresses of the interfaces to use; empty for every usable one
 * @param commandGroup the group and port of commands
 * @param ttl how many routers a multicast datagram may pass, plus one: 1 to 255
 */
public record NetworkSettings(List<String> interfaces, InetSocketAddress commandGroup, int ttl) {
  /** The group of commands when none is named. */
  public static final String DEFAULT_GROUP = "239.0.0.10";

  /** The port of commands when none is named. */
  public static final int DEFAULT_PORT = 2000;

  /** Discovery is one port above commands, and what belongs to a room one above its text. */
  private static final int PORT_MAX = 65_533;

  /**
   * Options first, then the variables {@code ROOMCAST_INTERFACE} (names joined by commas), {@code
   * ROOMCAST_GROUP} and {@code ROOMCAST_PORT}, then the defaults.
   *
   * @throws IllegalArgumentException if one of them is wrong; the message says which, and the cure
   */
  public static NetworkSettings of(
      List<String> interfaces,
      @Nullable String group,
      @Nullable Integer port,
      int ttl,
      Map<String, String> environment) {
    List<String> chosen = interfaces.isEmpty() ? named(environment) : interfaces;
    String groupText = group;
    if (groupText == null) {
      groupText = environment.getOrDefault("ROOMCAST_GROUP", DEFAULT_GROUP);
    }
    Integer portNumber = port == null ? port(environment) : port;
    if (portNumber < 1 || portNumber > PORT_MAX) {
      throw new IllegalArgumentException(
          "port " + portNumber + " cannot be used; choose one from 1 to " + PORT_MAX);
    }
    if (ttl < 1 || ttl > 255) {
      throw new IllegalArgumentException("a TTL of " + ttl + " cannot be used; choose 1 to 255");
    }
    return new NetworkSettings(
        List.copyOf(chosen), new InetSocketAddress(group(groupText), portNumber), ttl);
  }

  private static List<String> named(Map<String, String> environment) {
    String names = environment.getOrDefault("ROOMCAST_INTERFACE", "");
    return List.of(names.split(",", -1)).stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Inet4Address group(String text) {
    Inet4Address group = Ipv4.parse(text.strip());
    String wrong = Ipv4.whyNoGroup(group);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException("group " + text + " cannot be used: " + wrong);
    }
    return group;
  }

  private static Integer port(Map<String, String> environment) {
    String text = environment.getOrDefault("ROOMCAST_PORT", "").strip();
    try {
      return text.isEmpty() ? DEFAULT_PORT : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("ROOMCAST_PORT is '" + text + "', which is no number", e);
    }
  }

  /** The group and port of discovery. */
  public InetSocketAddress discoveryGroup() {
    return new InetSocketAddress(commandGroup.getAddress(), commandGroup.getPort() + 1);
  }
}
