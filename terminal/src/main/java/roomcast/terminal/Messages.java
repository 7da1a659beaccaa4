package roomcast.terminal;

import roomcast.transport.NetworkSettings;

/** Sentences that several commands say. */
public final class Messages {
  private Messages() {}

  /** Nobody answers; and where to look for the reason. */
  public static String noDirectory(NetworkSettings network) {
    return "no directory answers "
        + where(network)
        + "; 'roomcast doctor' shows why, 'roomcast server' starts one";
  }

  /** The network as people name it. */
  public static String where(NetworkSettings network) {
    String on =
        network.interfaces().isEmpty() ? "" : "on " + String.join(", ", network.interfaces()) + " ";
    return on
        + "("
        + network.commandGroup().getAddress().getHostAddress()
        + ":"
        + network.commandGroup().getPort()
        + ")";
  }

  /** The directory does not know this room. */
  public static String noSuchRoom(String name) {
    return "there is no room " + name;
  }
}
