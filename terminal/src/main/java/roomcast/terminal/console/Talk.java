package roomcast.terminal.console;

import java.io.IOException;
import java.util.List;
import roomcast.protocol.Room;
import roomcast.protocol.session.Presence;

/**
 * The inside of a room: two of them, one for rooms of ours, one for those of an original server.
 */
interface Talk extends AutoCloseable {
  /** Where it is. */
  Room room();

  /**
   * Says something.
   *
   * @throws IOException if it was not sent; the message says why
   * @throws IllegalArgumentException if it is none that others would accept
   */
  void say(String text) throws IOException;

  /** Whoever else is known, or null if that cannot be known here. */
  List<Presence> members() throws IOException;

  /** Whether a member is the room's directory. */
  boolean isDirectory(Presence member) throws IOException;

  /** Whether who is here can be known. */
  boolean knowsMembers();

  @Override
  void close();
}
