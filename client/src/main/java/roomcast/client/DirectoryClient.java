package roomcast.client;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.text.TextReplies;
import roomcast.transport.NetworkSettings;

/**
 * Single requests to the directory, each in a dialogue of its own.
 *
 * <p>A datagram may be lost: a dialogue that gets stuck is begun again from another port, so that
 * the directory cannot take what is repeated for the answer to something else.
 */
public final class DirectoryClient {
  private static final int ATTEMPTS = 3;

  /** What became of a request. */
  public sealed interface Outcome {
    /** It was done. */
    record Done() implements Outcome {}

    /** The directory said no, in these words. */
    record Refused(String words) implements Outcome {}

    /** No directory answers. */
    record NoDirectory() implements Outcome {}
  }

  private final NetworkSettings network;

  /** Speaks to the directory of this network. */
  public DirectoryClient(NetworkSettings network) {
    this.network = network;
  }

  /** All rooms, or null if no directory answers. */
  public @Nullable List<ListedRoom> rooms() throws IOException {
    try (CommandDialogue dialogue = new CommandDialogue(network)) {
      return dialogue.connect() ? dialogue.rooms() : null;
    }
  }

  /** The room that somebody means by {@code name}, among these; or null. */
  public static @Nullable ListedRoom called(String name, List<ListedRoom> rooms) {
    for (ListedRoom room : rooms) {
      if (room.isCalled(name)) {
        return room;
      }
    }
    return null;
  }

  /** Makes a room. */
  public Outcome make(String name) throws IOException {
    return change("makeroom", name, TextReplies.MADE, TextReplies.TAKEN);
  }

  /** Deletes a room. */
  public Outcome delete(String name) throws IOException {
    return change("deleteroom", name, TextReplies.DELETED, TextReplies.UNKNOWN);
  }

  /**
   * @param doneAlready the refusal that a repeated request gets if the first one was carried out
   *     and only its answer was lost
   */
  private Outcome change(String command, String name, String done, String doneAlready)
      throws IOException {
    boolean mayBeDone = false;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (CommandDialogue dialogue = new CommandDialogue(network)) {
        if (!dialogue.connect()) {
          return new Outcome.NoDirectory();
        }
        if (!TextReplies.ASK_NAME.equals(dialogue.ask(command))) {
          continue;
        }
        String answer = dialogue.ask(name);
        if (answer != null) {
          boolean isDone = answer.equals(done) || (mayBeDone && answer.equals(doneAlready));
          return isDone ? new Outcome.Done() : new Outcome.Refused(answer);
        }
        mayBeDone = true;
      }
    }
    return new Outcome.NoDirectory();
  }
}
