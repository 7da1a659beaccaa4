package roomcast.client;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Ipv4;
import roomcast.protocol.RoomName;

/**
 * A room as a directory lists it.
 *
 * @param name as it was typed by whoever made it; an original server allows names that ours does
 *     not
 * @param address its group and the port of its plain text
 */
public record ListedRoom(String name, InetSocketAddress address) {

  /** Reads the answer to {@code getdir}; lines that are no rooms are left out. */
  static List<ListedRoom> parse(String listing) {
    List<ListedRoom> rooms = new ArrayList<>();
    for (String line : listing.lines().toList()) {
      ListedRoom room = parseLine(line);
      if (room != null) {
        rooms.add(room);
      }
    }
    return rooms;
  }

  /** From the right: an original server's names may hold spaces. */
  private static @Nullable ListedRoom parseLine(String line) {
    int portSpace = line.lastIndexOf(' ');
    int groupSpace = portSpace < 1 ? -1 : line.lastIndexOf(' ', portSpace - 1);
    if (groupSpace < 1) {
      return null;
    }
    try {
      int port = Integer.parseInt(line.substring(portSpace + 1));
      var group = Ipv4.parse(line.substring(groupSpace + 1, portSpace));
      return group.isMulticastAddress() && port > 0 && port < 65_536
          ? new ListedRoom(line.substring(0, groupSpace), new InetSocketAddress(group, port))
          : null;
    } catch (IllegalArgumentException notARoom) {
      return null;
    }
  }

  /** Whether somebody who types this name means this room. */
  public boolean isCalled(String typed) {
    RoomName mine = RoomName.parse(name);
    RoomName theirs = RoomName.parse(typed);
    return (mine == null || theirs == null) ? name.equals(typed) : mine.equals(theirs);
  }

  /** The room as {@code getdir} shows it. */
  public String line() {
    return name + " " + address.getAddress().getHostAddress() + " " + address.getPort();
  }
}
