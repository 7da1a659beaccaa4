package roomcast.protocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A room as the directory lists it.
 *
 * @param name its name as it was typed, in Unicode normal form C
 * @param address its multicast group, and the port that carries its plain text
 * @param generation how many rooms of this name there have been, this one included; from 1
 */
public record Room(RoomName name, InetSocketAddress address, int generation) {

  /** The group's address. */
  public InetAddress group() {
    return address.getAddress();
  }

  /** The port of plain text. */
  public int port() {
    return address.getPort();
  }

  /** The line of the room in the answer to {@code getdir}, with its line feed. */
  public String listing() {
    return name.text() + " " + group().getHostAddress() + " " + port() + "\n";
  }
}
