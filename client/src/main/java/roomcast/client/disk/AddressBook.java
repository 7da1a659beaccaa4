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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Ipv4;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.wire.PublicKey;

/**
 * The rooms that were seen on a network, for when its directory is not there, and whose directory
 * they have: a line a room, in the order in which they were last seen. Every network (group and
 * port of commands) has its own book.
 *
 * <p>A line is name, group, port, generation and the key of the room's directory, which is empty
 * until one is pinned; books of earlier versions have no fifth column.
 */
public final class AddressBook {
  private static final int ROOMS_MAX = 10_000;
  private static final int COLUMNS = 5;
  private static final int COLUMNS_WITHOUT_KEY = 4;

  /** A file lock holds off other programs; a second one in the same program it refuses. */
  private static final Object ONE_WRITER = new Object();

  private final @Nullable DataFolder folder;
  private final String file;

  private record Line(Room room, @Nullable PublicKey directory) {}

  /** Changes what is known, by comparable name; whether there is anything new in it. */
  private interface Change {
    boolean apply(Map<String, Line> known);
  }

  /** The book of a network in a folder; null for one that forgets everything. */
  public AddressBook(@Nullable DataFolder folder, InetSocketAddress network) {
    this.folder = folder;
    this.file = "rooms-" + network.getAddress().getHostAddress() + "-" + network.getPort();
  }

  /** All rooms, the one seen last at the end. */
  public List<Room> rooms() {
    return read().values().stream().map(Line::room).toList();
  }

  /** The room of that name, or null. */
  public @Nullable Room find(RoomName name) {
    Line known = read().get(name.key());
    return known == null ? null : known.room();
  }

  /** The key of the directory that the room of that name has, or null if none is pinned. */
  public @Nullable PublicKey pinned(RoomName name) {
    Line known = read().get(name.key());
    return known == null ? null : known.directory();
  }

  /**
   * Those rooms that have another directory than the one that lists them now, by the key of theirs.
   *
   * @param by the key of the one that lists them, or null if it has none
   */
  public Map<PublicKey, List<Room>> strangers(Collection<Room> listed, @Nullable PublicKey by) {
    Map<String, Line> known = read();
    Map<PublicKey, List<Room>> strangers = new LinkedHashMap<>();
    for (Room room : listed) {
      Line line = known.get(room.name().key());
      PublicKey pinned = line == null ? null : line.directory();
      if (pinned != null && !pinned.equals(by)) {
        strangers.computeIfAbsent(pinned, key -> new ArrayList<>()).add(room);
      }
    }
    return strangers;
  }

  /**
   * These rooms are there now, a directory says; what was known of them before is replaced. Of a
   * room that has another directory nothing is changed.
   *
   * @param by the key of the directory that lists them
   */
  public void remember(Collection<Room> seen, PublicKey by) {
    change(known -> {
      boolean news = false;
      for (Room room : seen) {
        Line before = known.get(room.name().key());
        PublicKey pinned = before == null ? null : before.directory();
        if (pinned == null || pinned.equals(by)) {
          news |= before == null || !before.room().equals(room);
          put(known, new Line(room, pinned));
        }
      }
      return news;
    });
  }

  /** The room has this directory from now on, unless it has one already. */
  public void pin(Room room, PublicKey directory) {
    change(known -> {
      Line before = known.get(room.name().key());
      boolean news = before == null || before.directory() == null;
      if (news) {
        put(known, new Line(room, directory));
      }
      return news;
    });
  }

  /** These rooms have this directory from now on, whichever they had; null: none yet. */
  public void trust(Collection<Room> rooms, @Nullable PublicKey directory) {
    change(known -> {
      rooms.forEach(room -> put(known, new Line(room, directory)));
      return true;
    });
  }

  private static void put(Map<String, Line> known, Line line) {
    known.remove(line.room().name().key());
    known.put(line.room().name().key(), line);
  }

  private void change(Change change) {
    DataFolder data = folder;
    if (data == null) {
      return;
    }
    synchronized (ONE_WRITER) {
      // A lock file, since several programs write.
      try (FileChannel channel =
              FileChannel.open(
                  data.path(file + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Map<String, Line> known = read();
        if (change.apply(known) && lock.isValid()) {
          forgetOldest(known.values());
          data.replace(file, text(known.values()).getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException cannotRemember) {
        // A book that cannot be written is a little less comfort, and no reason not to chat.
        return;
      }
    }
  }

  /**
   * Rooms of which no directory is pinned go first: a directory that lists many must not make
   * others' keys forgotten.
   */
  private static void forgetOldest(Collection<Line> lines) {
    for (boolean pinnedToo : new boolean[] {false, true}) {
      Iterator<Line> oldestFirst = lines.iterator();
      while (lines.size() > ROOMS_MAX && oldestFirst.hasNext()) {
        if (oldestFirst.next().directory() == null || pinnedToo) {
          oldestFirst.remove();
        }
      }
    }
  }

  private Map<String, Line> read() {
    Map<String, Line> rooms = new LinkedHashMap<>();
    DataFolder data = folder;
    if (data == null || !Files.exists(data.path(file))) {
      return rooms;
    }
    try {
      byte[] bytes = Files.readAllBytes(data.path(file));
      for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
        Line room = parse(line);
        if (room != null) {
          rooms.put(room.room().name().key(), room);
        }
      }
    } catch (IOException unreadable) {
      return rooms;
    }
    return rooms;
  }

  private static String text(Collection<Line> rooms) {
    StringBuilder lines = new StringBuilder();
    for (Line line : rooms) {
      Room room = line.room();
      PublicKey directory = line.directory();
      lines
          .append(room.name().text())
          .append('\t')
          .append(room.group().getHostAddress())
          .append('\t')
          .append(room.port())
          .append('\t')
          .append(room.generation())
          .append('\t')
          .append(directory == null ? "" : directory.hex())
          .append('\n');
    }
    return lines.toString();
  }

  private static @Nullable Line parse(String line) {
    String[] columns = line.split("\t", -1);
    boolean whole = columns.length == COLUMNS || columns.length == COLUMNS_WITHOUT_KEY;
    RoomName name = whole ? RoomName.parse(columns[0]) : null;
    if (name == null) {
      return null;
    }
    try {
      InetSocketAddress address =
          new InetSocketAddress(Ipv4.parse(columns[1]), Integer.parseInt(columns[2]));
      Room room = new Room(name, address, Integer.parseInt(columns[3]));
      String key = columns.length == COLUMNS ? columns[COLUMNS - 1] : "";
      PublicKey directory = PublicKey.parse(key);
      return address.getAddress().isMulticastAddress() && (directory != null || key.isEmpty())
          ? new Line(room, directory)
          : null;
    } catch (IllegalArgumentException damaged) {
      return null;
    }
  }
}
