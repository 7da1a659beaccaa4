package roomcast.protocol.text;

import roomcast.protocol.RoomName;

/** The sentences of the directory, to the byte as the text protocol has them. */
public final class TextReplies {
  private static final String BACK = "\nBack to CRDS, Please enter your command";

  /** Answer to {@code connect}. */
  public static final String GREETING =
      "Connected to CRDS, Please enter your command, "
          + "command list: getdir,makeroom,deleteroom and quit";

  /** Answer to {@code makeroom} and {@code deleteroom}. */
  public static final String ASK_NAME = "Please enter room name";

  /** The room was made. */
  public static final String MADE = "Room established" + BACK;

  /** There is a room of that name. */
  public static final String TAKEN =
      "The room name already exists, please change the name of the room";

  /** The name breaks the rules of {@link RoomName}. */
  public static final String NOT_ALLOWED =
      "The room name is not allowed, please change the name of the room";

  /** As many rooms as the directory holds. */
  public static final String FULL = "No more rooms can be made" + BACK;

  /** The room was deleted. */
  public static final String DELETED = "Room is delete" + BACK;

  /** There is no room of that name. */
  public static final String UNKNOWN = "The room name does not exist" + BACK;

  /** Anything that is not a command. */
  public static final String NOT_FOUND = "command not find, please enter again";

  private TextReplies() {}
}
