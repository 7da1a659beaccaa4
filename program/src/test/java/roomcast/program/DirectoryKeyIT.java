package roomcast.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roomcast.program.Program.Result;

/** A server is replaced by one with another key: what people and scripts see, and the cure. */
class DirectoryKeyIT {
  private static final String CHANGED = "has another key than before: it was ";

  @TempDir Path home;

  private final String port = String.valueOf(Program.freePort());

  private Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Program.SCRIPT.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--port", port));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(person());
    return Program.finish(builder, "");
  }

  private Map<String, String> person() {
    return Map.of("XDG_DATA_HOME", home.resolve("person").toString());
  }

  /** With a key of its own for each name. */
  private Program.Background server(String name) {
    Program.Background server =
        new Program.Background(
            List.of(
                "env",
                "XDG_DATA_HOME=" + home.resolve(name),
                Program.SCRIPT.toString(),
                "server",
                "--port",
                port));
    server.await("Adding membership (address/interface): ");
    assertThat(run("make", "chat1").exitCode()).isZero();
    return server;
  }

  private static String key(Program.Background server) {
    server.await("Key: ");
    return server
        .output()
        .lines()
        .filter(line -> line.startsWith("Key: "))
        .findAny()
        .orElseThrow()
        .substring("Key: ".length());
  }

  @Test
  void scriptsSayItOnceEachUntilTheKeyIsTrusted() {
    String before;
    try (Program.Background server = server("old")) {
      before = key(server);
      assertThat(run("send", "chat1", "hi")).isEqualTo(new Result(0, "", ""));
      assertThat(run("status").out()).startsWith("directory-key " + before + "\n");
      assertThat(run("status", "--json").out())
          .startsWith("{\"directory-key\":\"" + before + "\",");
      assertThat(run("doctor").out()).contains("its key is " + before);
      assertThat(run("trust", "chat1").out()).endsWith(", " + before + "\n");
      assertThat(server.terminate()).isZero();
    }
    assertThat(run("trust", "chat1").exitCode()).isEqualTo(3);
    try (Program.Background server = server("new")) {
      String now = key(server);
      Result sent = run("send", "chat1", "hi");
      assertThat(sent.exitCode()).isZero();
      assertThat(sent.messages())
          .startsWith("roomcast send: the directory of chat1 " + CHANGED + before)
          .contains(now)
          .contains("'roomcast trust chat1' accepts the new key")
          .hasLineCount(1);
      assertThat(run("trust", "nowhere").exitCode()).isEqualTo(1);
      assertThat(run("trust", "chat1", "--json").out())
          .isEqualTo(
              "{\"room\":\"chat1\",\"before\":\""
                  + before
                  + "\",\"now\":\""
                  + now
                  + "\",\"rooms\":1}\n");
      assertThat(run("send", "chat1", "hi")).isEqualTo(new Result(0, "", ""));
      assertThat(server.process.isAlive()).isTrue();
    }
  }

  @Test
  void theConsoleSaysItAndThePersonAcceptsIt() throws Exception {
    try (Program.Background old = server("old");
        Tmux ann =
            new Tmux(
                person(),
                List.of(
                    Program.SCRIPT.toString(), "--no-serve", "--name", "Ann", "--port", port))) {
      String before = key(old);
      ann.prompts("Command:").line("chat chat1").sees("Enter the chat room");
      awaitWho(ann, "here (directory " + before + ")");
      old.terminate();
      ann.sees("The directory is gone.");
      try (Program.Background other = server("new")) {
        String now = key(other);
        ann.sees("The directory of chat1 " + CHANGED + before);
        awaitWho(ann, "here (another directory, " + now + ")");
        say("Bo:plain");
        ann.sees("Bo:plain  [unverified, not by this room's directory]");
        ann.line("still here").sees("Ann:still here");
        other.await("Ann:still here");
        ann.line("/trust").sees("; before it was " + before);
        awaitWho(ann, "here (directory " + now + ")");
        say("Cy:plain");
        ann.sees("Cy:plain  [unverified]");
      }
    }
  }

  /** Who is here shows only once it has been heard. */
  private static void awaitWho(Tmux screen, String wanted) {
    Program.await(
        wanted,
        screen::screen,
        () -> {
          screen.line("/who");
          return screen.screen().contains(wanted);
        });
  }

  /** As a program that knows plain text only. */
  private void say(String line) throws IOException {
    try (MulticastSocket socket = new MulticastSocket()) {
      socket.setNetworkInterface(NetworkInterface.getByName("lo"));
      byte[] datagram = line.getBytes(UTF_8);
      socket.send(
          new DatagramPacket(
              datagram,
              datagram.length,
              InetAddress.getByName("239.0.0.11"),
              Integer.parseInt(port)));
    }
  }
}
