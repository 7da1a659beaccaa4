package roomcast.client.disk;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Ipv4;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;

/**
 * The rooms that were seen on a network, for when its directory is not there: a line a room, in the
 * order in which they were last seen. Every network (group and port of commands) has its own.
 */
public final class AddressBook {
  private static final int ROOMS_MAX = 10_000;
  private static final int COLUMNS = 4;

  /** A file lock holds off other programs; a second one in the same program it refuses. */
  private static final Object ONE_WRITER = new Object();

  private final @Nullable DataFolder folder;
  private final String file;

  /** The book of a network in a folder; null for one that forgets everything. */
  public AddressBook(@Nullable DataFolder folder, InetSocketAddress network) {
    this.folder = folder;
    this.file = "rooms-" + network.getAddress().getHostAddress() + "-" + network.getPort();
  }

  /** All rooms, the one seen last at the end. */
  public List<Room> rooms() {
    return List.copyOf(read().values());
  }

  /** The room of that name, or null. */
  public @Nullable Room find(RoomName name) {
    return read().get(name.key());
  }

  /** These rooms are there now; what was known of them before is replaced. */
  public void remember(Collection<Room> seen) {
    DataFolder data = folder;
    if (data != null) {
      synchronized (ONE_WRITER) {
        merge(data, seen);
      }
    }
  }

  private void merge(DataFolder data, Collection<Room> seen) {
    // A lock file, since several programs write.
    try (FileChannel channel =
            FileChannel.open(
                data.path(file + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Map<String, Room> known = read();
      boolean news = false;
      for (Room room : seen) {
        news |= !room.equals(known.get(room.name().key()));
        known.remove(room.name().key());
        known.put(room.name().key(), room);
      }
      List<Room> kept = new ArrayList<>(known.values());
      kept = kept.subList(Math.max(0, kept.size() - ROOMS_MAX), kept.size());
      if (news && lock.isValid()) {
        data.replace(file, text(kept).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException cannotRemember) {
      // A book that cannot be written is a little less comfort, and no reason not to chat.
      return;
    }
  }

  private Map<String, Room> read() {
    Map<String, Room> rooms = new LinkedHashMap<>();
    DataFolder data = folder;
    if (data == null || !Files.exists(data.path(file))) {
      return rooms;
    }
    try {
      byte[] bytes = Files.readAllBytes(data.path(file));
      for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
        Room room = parse(line);
        if (room != null) {
          rooms.put(room.name().key(), room);
        }
      }
    } catch (IOException unreadable) {
      return rooms;
    }
    return rooms;
  }

  private static String text(List<Room> rooms) {
    StringBuilder lines = new StringBuilder();
    for (Room room : rooms) {
      lines
          .append(room.name().text())
          .append('\t')
          .append(room.group().getHostAddress())
          .append('\t')
          .append(room.port())
          .append('\t')
          .append(room.generation())
          .append('\n');
    }
    return lines.toString();
  }

  private static @Nullable Room parse(String line) {
    String[] columns = line.split("\t", -1);
    RoomName name = columns.length == COLUMNS ? RoomName.parse(columns[0]) : null;
    if (name == null) {
      return null;
    }
    try {
      InetSocketAddress address =
          new InetSocketAddress(Ipv4.parse(columns[1]), Integer.parseInt(columns[2]));
      return address.getAddress().isMulticastAddress()
          ? new Room(name, address, Integer.parseInt(columns[3]))
          : null;
    } catch (IllegalArgumentException damaged) {
      return null;
    }
  }
}
