package roomcast.protocol.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.RoomName;

/** The kinds of datagram that the dialogue tells apart. */
public enum DialogueInput {
  /** {@code connect}. */
  CONNECT,
  /** {@code getdir}, or {@code getdir FROM}. */
  GETDIR,
  /** {@code makeroom}. */
  MAKEROOM,
  /** {@code deleteroom}. */
  DELETEROOM,
  /** {@code bye} or {@code quit}. */
  BYE,
  /** {@code exit}. */
  EXIT,
  /** Nothing at all. */
  EMPTY,
  /** The name of a room that exists. */
  ROOM,
  /** A name that a room could be given. */
  FREE_NAME,
  /** Everything else, also what is not well-formed UTF-8. */
  OTHER;

  private static final Pattern GETDIR_FROM = Pattern.compile("getdir [1-9][0-9]{0,8}");

  /**
   * Tells what a datagram is.
   *
   * @param text its text, or null if it is not well-formed
   */
  static DialogueInput classify(@Nullable String text, RoomRegistry rooms) {
    if (text == null) {
      return OTHER;
    }
    return switch (text) {
      case "connect" -> CONNECT;
      case "getdir" -> GETDIR;
      case "makeroom" -> MAKEROOM;
      case "deleteroom" -> DELETEROOM;
      case "bye", "quit" -> BYE;
      case "exit" -> EXIT;
      case "" -> EMPTY;
      default -> classifyName(text, rooms);
    };
  }

  private static DialogueInput classifyName(String text, RoomRegistry rooms) {
    if (GETDIR_FROM.matcher(text).matches()) {
      return GETDIR;
    }
    RoomName name = RoomName.parse(text);
    if (name == null) {
      return OTHER;
    }
    return rooms.find(name) == null ? FREE_NAME : ROOM;
  }

  /** The number behind {@code getdir}, from 1; 1 without one. */
  static int listFrom(String getdir) {
    int space = getdir.indexOf(' ');
    return space < 0 ? 1 : Integer.parseInt(getdir.substring(space + 1));
  }
}
