package roomcast.terminal.console;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.client.CommandDialogue;
import roomcast.protocol.text.TextReplies;
import roomcast.transport.NetworkSettings;

/** The part of the console between {@code connect} and {@code bye}. */
final class DirectoryDialogue implements AutoCloseable {
  private static final List<String> QUESTIONS =
      List.of(TextReplies.ASK_NAME, TextReplies.TAKEN, TextReplies.NOT_ALLOWED);

  private final CommandDialogue dialogue;
  private final Screen screen;
  private boolean asked;
  private boolean open = true;

  DirectoryDialogue(NetworkSettings network, Screen screen) throws IOException {
    this.dialogue = new CommandDialogue(network);
    this.screen = screen;
  }

  /** Connects and shows the greeting; false if nobody answers. */
  boolean connect() throws IOException {
    String greeting = dialogue.askRepeatedly("connect");
    show(greeting);
    return greeting != null;
  }

  boolean connectSilently() throws IOException {
    return dialogue.connect();
  }

  /** Whether the directory waits for the name of a room. */
  boolean isAsked() {
    return asked;
  }

  boolean isOpen() {
    return open;
  }

  /** Takes a line that was typed. */
  void take(String line, Typed typed) throws IOException {
    if (asked) {
      answer(line.strip());
    } else if (typed.word().isEmpty()) {
      return;
    } else if (List.of("bye", "quit").contains(typed.line().strip())) {
      open = false;
    } else if (List.of("makeroom", "deleteroom").contains(typed.word())) {
      ask(typed);
    } else {
      String answer =
          typed.word().equals("getdir") || typed.word().equals("connect")
              ? dialogue.askRepeatedly(line.strip())
              : dialogue.ask(line.strip());
      show(answer);
      if (answer == null) {
        noAnswer();
      }
    }
  }

  private void ask(Typed typed) throws IOException {
    String question = dialogue.ask(typed.word());
    asked = TextReplies.ASK_NAME.equals(question);
    if (!asked || typed.argument().isEmpty()) {
      show(question);
    }
    if (question == null) {
      noAnswer();
    } else if (asked && !typed.argument().isEmpty()) {
      answer(typed.argument());
    }
  }

  private void answer(String roomName) throws IOException {
    if (roomName.isEmpty()) {
      // The directory would not answer, and go on waiting.
      return;
    }
    String answer = dialogue.ask(roomName);
    asked = answer != null && QUESTIONS.contains(answer);
    show(answer);
    if (answer == null) {
      noAnswer();
    }
  }

  private void show(@Nullable String answer) {
    if (answer != null) {
      screen.print("Received: " + answer);
    }
  }

  private void noAnswer() {
    screen.print(
        "The directory does not answer. Type connect to begin again; 'roomcast doctor' shows why.");
  }

  @Override
  public void close() throws IOException {
    dialogue.close();
  }
}
