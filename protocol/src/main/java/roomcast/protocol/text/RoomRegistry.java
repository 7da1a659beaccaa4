package roomcast.protocol.text;

import org.jspecify.annotations.Nullable;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;

/**
 * The rooms as the dialogue sees them.
 *
 * <p>An interface because the rules of rooms (addresses, owners) belong to the directory, which
 * this module does not know.
 */
public interface RoomRegistry {

  /** The room of that name, or null. */
  @Nullable Room find(RoomName name);

  /** Makes a room under a name that none has, or returns null if there can be no more. */
  @Nullable Room make(long nowNanos, RoomName name);

  /** Deletes a room that exists. */
  void delete(long nowNanos, Room room);

  /** All rooms in the order in which they were made. */
  Iterable<Room> inOrder();
}
