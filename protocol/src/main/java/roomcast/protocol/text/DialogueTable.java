package roomcast.protocol.text;

import static roomcast.protocol.text.DialogueAction.ASK_NAME;
import static roomcast.protocol.text.DialogueAction.CLOSE;
import static roomcast.protocol.text.DialogueAction.DELETE;
import static roomcast.protocol.text.DialogueAction.ENTER;
import static roomcast.protocol.text.DialogueAction.GREET;
import static roomcast.protocol.text.DialogueAction.IGNORE;
import static roomcast.protocol.text.DialogueAction.LEAVE;
import static roomcast.protocol.text.DialogueAction.LIST;
import static roomcast.protocol.text.DialogueAction.MAKE;
import static roomcast.protocol.text.DialogueAction.SAY_NOT_ALLOWED;
import static roomcast.protocol.text.DialogueAction.SAY_NOT_FOUND;
import static roomcast.protocol.text.DialogueAction.SAY_TAKEN;
import static roomcast.protocol.text.DialogueAction.SAY_UNKNOWN;
import static roomcast.protocol.text.DialogueState.COMMAND;
import static roomcast.protocol.text.DialogueState.OUTSIDE;
import static roomcast.protocol.text.DialogueState.ROOM_TO_DELETE;
import static roomcast.protocol.text.DialogueState.ROOM_TO_MAKE;

/**
 * The dialogue: for every state and every input, what is done and which state follows.
 *
 * <p>The table in docs/PROTOCOL.md shows the same; a test compares them. A command word is no name:
 * where a name is asked for, the words are answered as names that are not allowed, or unknown.
 */
public final class DialogueTable {

  /** What an input leads to. */
  public record Transition(DialogueAction action, DialogueState next) {}

  private DialogueTable() {}

  /** The transition of one state for one input. */
  public static Transition transition(DialogueState state, DialogueInput input) {
    return switch (state) {
      case OUTSIDE -> outside(input);
      case COMMAND -> command(input);
      case ROOM_TO_MAKE -> roomToMake(input);
      case ROOM_TO_DELETE -> roomToDelete(input);
    };
  }

  private static Transition outside(DialogueInput input) {
    return switch (input) {
      case CONNECT -> new Transition(GREET, COMMAND);
      case ROOM -> new Transition(ENTER, OUTSIDE);
      case EXIT -> new Transition(LEAVE, OUTSIDE);
      case GETDIR, MAKEROOM, DELETEROOM, BYE, EMPTY, FREE_NAME, OTHER ->
          new Transition(IGNORE, OUTSIDE);
    };
  }

  private static Transition command(DialogueInput input) {
    return switch (input) {
      case CONNECT -> new Transition(GREET, COMMAND);
      case GETDIR -> new Transition(LIST, COMMAND);
      case MAKEROOM -> new Transition(ASK_NAME, ROOM_TO_MAKE);
      case DELETEROOM -> new Transition(ASK_NAME, ROOM_TO_DELETE);
      case BYE -> new Transition(CLOSE, OUTSIDE);
      case EXIT, EMPTY, ROOM, FREE_NAME, OTHER -> new Transition(SAY_NOT_FOUND, COMMAND);
    };
  }

  private static Transition roomToMake(DialogueInput input) {
    return switch (input) {
      case FREE_NAME -> new Transition(MAKE, COMMAND);
      case ROOM -> new Transition(SAY_TAKEN, ROOM_TO_MAKE);
      case EMPTY -> new Transition(IGNORE, ROOM_TO_MAKE);
      case CONNECT, GETDIR, MAKEROOM, DELETEROOM, BYE, EXIT, OTHER ->
          new Transition(SAY_NOT_ALLOWED, ROOM_TO_MAKE);
    };
  }

  private static Transition roomToDelete(DialogueInput input) {
    return switch (input) {
      case ROOM -> new Transition(DELETE, COMMAND);
      case EMPTY -> new Transition(IGNORE, ROOM_TO_DELETE);
      case CONNECT, GETDIR, MAKEROOM, DELETEROOM, BYE, EXIT, FREE_NAME, OTHER ->
          new Transition(SAY_UNKNOWN, COMMAND);
    };
  }
}
