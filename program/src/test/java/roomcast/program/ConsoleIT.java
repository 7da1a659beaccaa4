package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Consoles in terminals: the transcript of the original, and what goes beyond it. */
class ConsoleIT {
  private static final String DIRECTORY_SCREEN =
      """
      Command list: connect, name, chat
      Command: connect
      Received: Connected to CRDS, Please enter your command, command list: getdir,makeroom,deleteroom and quit
      Input:makeroom
      Received: Please enter room name
      Input:chat1
      Received: Room established
      Back to CRDS, Please enter your command
      Input:getdir
      Received: chat1 239.0.0.11 PORT

      Input:bye
      Connection closed
      Command list: connect, name, chat
      Command:\
      """;
  private static final String CHAT_SCREEN =
      """
      Command list: connect, name, chat
      Command: name
      Please enter your chat name
      Enter chat name:Yinwen
      Command list: connect, name, chat
      Command: chat
      Please enter the chat room name
      chat room name:chat1
      Enter the chat room
      hello
      Yinwen:hello
      Hengbo:hi
      4DN4 Lab4
      Yinwen:4DN4 Lab4
      Hengbo:Group 8
      exit
      Command list: connect, name, chat
      Command:\
      """;

  private final int port = Program.freePort();

  private Tmux console(String... options) {
    return console(Map.of(), options);
  }

  private Tmux console(Map<String, String> environment, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Program.SCRIPT.toString(), "--interface", "lo", "--port", String.valueOf(port)));
    command.addAll(List.of(options));
    return new Tmux(environment, command);
  }

  @Test
  void theTranscriptOfTheOriginal() {
    try (Program.Background server = Program.server(port);
        Tmux left = console();
        Tmux right = console()) {
      left.prompts("Command:").line("connect").prompts("Input:").line("makeroom");
      left.sees("Please enter room name").prompts("Input:").line("chat1");
      left.sees("Room established").prompts("Input:").line("getdir");
      left.sees("239.0.0.11").prompts("Input:").line("bye").sees("Connection closed");
      left.prompts("Command:");
      assertThat(left.screen()).isEqualTo(DIRECTORY_SCREEN.replace("PORT", "" + port));

      right.prompts("Command:").line("name").prompts("Enter chat name:").line("Yinwen");
      right.prompts("Command:").line("chat").prompts("chat room name:").line("chat1");
      right.sees("Enter the chat room");
      left.line("name Hengbo").prompts("Command:").line("chat chat1").sees("Enter the chat room");
      right.line("hello").sees("Yinwen:hello");
      left.sees("Yinwen:hello").line("hi").sees("Hengbo:hi");
      right.sees("Hengbo:hi").line("4DN4 Lab4").sees("Yinwen:4DN4 Lab4");
      left.sees("Yinwen:4DN4 Lab4").line("Group 8").sees("Hengbo:Group 8");
      right.sees("Hengbo:Group 8").line("exit").prompts("Command:");
      assertThat(right.screen()).isEqualTo(CHAT_SCREEN);
      assertThat(server.output())
          .contains("Received: b'Yinwen:hello' ('127.0.0.1', ")
          .contains("Multicast Group: 239.0.0.11\n")
          .contains("Connection closed\n");
      right.line("quit").awaitEnd();
      left.press("C-d").prompts("Command:").press("C-d").awaitEnd();
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void aMessageDoesNotBreakTheLineBeingTyped() {
    try (Program.Background server = Program.server(port);
        Tmux ann = console("--name", "Ann")) {
      Program.run("make", "chat1", "--port", String.valueOf(port));
      ann.prompts("Command:").line("chat chat1").sees("Enter the chat room").type("half a li");
      assertThat(
              Program.run("send", "chat1", "hello", "Ann", "--name", "Bo", "--port", "" + port)
                  .exitCode())
          .isZero();
      ann.sees("Bo:hello Ann");
      assertThat(ann.screen()).endsWith("Bo:hello Ann\nhalf a li");
      ann.line("ne").sees("Ann:half a line");
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void inARoomOnlyExitAndSlashesAreCommands() {
    try (Program.Background server = Program.server(port);
        Tmux ann = console("--name", "Ann")) {
      ann.prompts("Command:").line("makeroom chat1").sees("Room established").prompts("Command:");
      ann.line("chat CHAT1").sees("Enter the chat room");
      ann.line("getdir").sees("Ann:getdir");
      ann.line("//slash").sees("Ann:/slash");
      ann.line("/rooms").sees("chat1 239.0.0.11 " + port);
      ann.line("/help").sees("//TEXT");
      ann.line("/nonsense").sees("There is no command /nonsense.");
      ann.line("/who").sees(" here (directory ");
      ann.line("/exit").prompts("Command:");
      assertThat(server.output()).doesNotContain("nonsense").doesNotContain("b'Ann:exit'");
    }
  }

  @Test
  void aRoomThatIsMadeAgainElsewhereIsFollowed() {
    String at = String.valueOf(port);
    Tmux ann = null;
    try {
      try (Program.Background first = Program.server(port)) {
        Program.run("make", "one", "--port", at);
        Program.run("make", "two", "--port", at);
        ann = console("--name", "Ann");
        ann.prompts("Command:").line("chat two").sees("Enter the chat room");
        assertThat(first.terminate()).isZero();
      }
      try (Program.Background second = Program.server(port)) {
        Program.run("make", "two", "--port", at);
        ann.sees("The room has moved to two 239.0.0.11");
        assertThat(
                Program.run("send", "two", "hello", "Ann", "--name", "Bo", "--port", at).exitCode())
            .isZero();
        ann.sees("Bo:hello Ann");
        assertThat(second.terminate()).isZero();
      }
    } finally {
      if (ann != null) {
        ann.close();
      }
    }
  }

  @Test
  void tabCompletesCommandsRoomsAndNames() {
    try (Program.Background server = Program.server(port);
        Tmux ann = console("--name", "Ann")) {
      Program.run("make", "Verylongroom", "--port", String.valueOf(port));
      ann.prompts("Command:").type("dele").press("Tab").prompts("Command: deleteroom");
      ann.press("C-u").type("chat very").press("Tab").prompts("Command: chat Verylongroom");
      ann.press("Enter").sees("Enter the chat room");
      Program.run("send", "Verylongroom", "hi", "--name", "Bartholomew", "--port", "" + port);
      ann.sees("Bartholomew:hi").type("bar").press("Tab").prompts("\nBartholomew:");
      assertThat(server.process.isAlive()).isTrue();
    }
  }

  @Test
  void namesHaveColoursUnlessTheyAreNotWanted() {
    try (Program.Background server = Program.server(port);
        Tmux coloured = console("--name", "Ann");
        Tmux plain = console(Map.of("NO_COLOR", "1"), "--name", "Bo", "--times")) {
      Program.run("make", "chat1", "--port", String.valueOf(port));
      coloured.prompts("Command:").line("chat chat1").sees("Enter the chat room");
      plain.prompts("Command:").line("chat chat1").sees("Enter the chat room");
      coloured.line("hello").sees("Ann:hello");
      plain.sees("] Ann:hello");
      assertThat(coloured.styledScreen()).containsPattern("\u001b\\[[0-9;]*38;5;[0-9]+mAnn");
      assertThat(plain.styledScreen()).doesNotContain("38;5");
      assertThat(plain.screen()).containsPattern("\\[\\d\\d:\\d\\d:\\d\\d\\] Ann:hello");
      assertThat(server.process.isAlive()).isTrue();
    }
  }

  @Test
  void whereThereIsNoDirectoryTheConsoleStartsOneAndOthersFindIt() {
    try (Tmux ann = console("--name", "Ann")) {
      ann.sees("No directory on this network; starting a temporary one.")
          .sees("The temporary directory is ready");
      ann.line("makeroom chat1").sees("Room established");
      ann.prompts("Command:").line("chat chat1").sees("Enter the chat room");
      try (Tmux bo = console("--name", "Bo")) {
        bo.prompts("Command:").line("chat chat1").sees("Enter the chat room");
        assertThat(bo.screen()).doesNotContain("temporary");
        bo.line("hi").sees("Bo:hi");
        ann.sees("Bo:hi").line("exit").prompts("Command:").line("quit");
        ann.sees("One other program uses the directory that this console has started.");
        ann.line("no").prompts("Command:").line("quit").prompts("(leave it running):");
        ann.line("keep").awaitEnd();
        assertThat(Program.run("rooms", "--port", String.valueOf(port)).out())
            .isEqualTo("chat1 239.0.0.11 " + port + "\n");
        bo.line("still here").sees("Bo:still here");
      }
    }
  }

  @Test
  void theDirectoryOfALoneConsoleEndsWithIt() {
    try (Tmux ann = console()) {
      ann.sees("The temporary directory is ready").line("quit").awaitEnd();
      assertThat(Program.run("rooms", "--port", String.valueOf(port)).exitCode()).isEqualTo(3);
    }
  }

  @Test
  void withNoServeNothingIsStarted() {
    try (Tmux ann = console("--no-serve")) {
      ann.sees("No directory answers on lo")
          .sees("'roomcast doctor' shows why")
          .prompts("Command:");
      ann.line("connect").prompts("Command:");
      assertThat(ann.screen()).doesNotContain("temporary").doesNotContain("Input:");
      assertThat(Program.run("rooms", "--port", String.valueOf(port)).exitCode()).isEqualTo(3);
    }
  }

  @Test
  void aTemporaryDirectoryHandsItsRoomsToAServer() {
    try (Tmux ann = console("--name", "Ann")) {
      ann.sees("The temporary directory is ready").line("makeroom chat1").sees("established");
      try (Program.Background server = Program.server(port)) {
        server.await("Multicast Group: 239.0.0.11");
        assertThat(Program.run("rooms", "--port", String.valueOf(port)).out())
            .isEqualTo("chat1 239.0.0.11 " + port + "\n");
        assertThat(server.terminate()).isZero();
      }
    }
  }

  @Test
  void aPipeIsAConsoleToo() {
    try (Program.Background server = Program.server(port)) {
      Program.Result result =
          Program.runWithInput(
              "connect\nmakeroom\nchat1\ngetdir\nbye\nquit\n", "--port", String.valueOf(port));
      assertThat(result.exitCode()).isZero();
      assertThat(result.out())
          .isEqualTo(
              """
              Command list: connect, name, chat
              Command: Received: Connected to CRDS, Please enter your command, command list: getdir,makeroom,deleteroom and quit
              Input:Received: Please enter room name
              Input:Received: Room established
              Back to CRDS, Please enter your command
              Input:Received: chat1 239.0.0.11 %d

              Input:Connection closed
              Command list: connect, name, chat
              Command:\
              """
                      .formatted(port)
                  + " ");
      assertThat(server.process.isAlive()).isTrue();
    }
  }
}
