package roomcast.terminal;

import roomcast.client.RoomFinder;
import roomcast.protocol.wire.PublicKey;
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

  /** What became of trusting the directory that has a room. */
  public static String trust(RoomFinder.Trust outcome, String room, NetworkSettings network) {
    return switch (outcome) {
      case RoomFinder.Trust.NoDirectory none -> noDirectory(network);
      case RoomFinder.Trust.NoSuchRoom none -> noSuchRoom(room);
      case RoomFinder.Trust.NoKey none ->
          "the directory that answers speaks plain text only; it has no key to trust";
      case RoomFinder.Trust.Done done -> trusted(done);
    };
  }

  private static String trusted(RoomFinder.Trust.Done done) {
    String name = done.room().name().text();
    String rooms =
        switch (done.rooms()) {
          case 1 -> name;
          case 2 -> name + " and 1 other room";
          default -> name + " and " + (done.rooms() - 1) + " other rooms";
        };
    PublicKey before = done.before();
    PublicKey now = done.now();
    String directory = done.directory().label();
    if (now == null) {
      return "the directory of "
          + directory
          + " is a temporary one, whose key is not kept; "
          + rooms
          + " will have the next one that stays"
          + (before == null ? "" : ", instead of " + before);
    }
    return "the directory of "
        + rooms
        + " is that of "
        + directory
        + ", "
        + now
        + (before == null || before.equals(now) ? "" : "; before it was " + before);
  }

  /** The directory does not know this room. */
  public static String noSuchRoom(String name) {
    return "there is no room " + name;
  }
}
