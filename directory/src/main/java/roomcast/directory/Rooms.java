package roomcast.directory;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.text.RoomRegistry;

/** The rooms that there are, in the order in which they were made. */
public final class Rooms implements RoomRegistry {
  /** Names whose generation is remembered after their room is gone. */
  private static final int PAST_NAMES_MAX = 20_000;

  private final int roomsMax;
  private final AddressPool pool;
  private final SequencedMap<RoomName, Room> rooms = new LinkedHashMap<>();

  /** The generation of the last room of a name; the longest unused name is dropped first. */
  private final Map<RoomName, Integer> generations =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomName, Integer> eldest) {
          return size() > PAST_NAMES_MAX;
        }
      };

  private int version;

  /** No rooms. */
  public Rooms(int roomsMax, AddressPool pool) {
    this.roomsMax = roomsMax;
    this.pool = pool;
  }

  @Override
  public @Nullable Room find(RoomName name) {
    return rooms.get(name);
  }

  @Override
  public @Nullable Room make(long nowNanos, RoomName name) {
    if (rooms.containsKey(name)) {
      throw new IllegalStateException("there is a room " + name);
    }
    InetSocketAddress address = rooms.size() >= roomsMax ? null : pool.take(nowNanos);
    return address == null ? null : add(name, address, generation(name) + 1);
  }

  private int generation(RoomName name) {
    Integer last = generations.get(name);
    return last == null ? 0 : last;
  }

  private Room add(RoomName name, InetSocketAddress address, int generation) {
    Room room = new Room(name, address, generation);
    rooms.put(name, room);
    generations.put(name, generation);
    version++;
    return room;
  }

  /**
   * Takes over a room that another directory made, at its address if that is free.
   *
   * @return the room as it is here, or null if the name is taken or all is full
   */
  public @Nullable Room adopt(long nowNanos, Room theirs) {
    if (rooms.containsKey(theirs.name()) || rooms.size() >= roomsMax) {
      return null;
    }
    InetSocketAddress address =
        pool.claim(theirs.address()) ? theirs.address() : pool.take(nowNanos);
    return address == null
        ? null
        : add(theirs.name(), address, Math.max(theirs.generation(), generation(theirs.name()) + 1));
  }

  @Override
  public void delete(long nowNanos, Room room) {
    if (rooms.remove(room.name(), room)) {
      pool.giveBack(nowNanos, room.address());
      version++;
    }
  }

  @Override
  public Iterable<Room> inOrder() {
    return rooms.sequencedValues();
  }

  /** Some rooms in order, from an index (from 0), at most {@code most}. */
  public List<Room> slice(int from, int most) {
    return rooms.sequencedValues().stream().skip(from).limit(most).toList();
  }

  /** How many rooms there are. */
  public int size() {
    return rooms.size();
  }

  /** How often the rooms have changed. */
  public int version() {
    return version;
  }
}
