package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A terminal, by tmux: types like a person, and tells what a person would see. */
final class Tmux implements AutoCloseable {
  private static final int COLUMNS = 120;
  private static final int ROWS = 50;

  private final String socket;

  /** Runs a command in a terminal of its own; skips the test where there is no tmux. */
  Tmux(Map<String, String> environment, List<String> command) {
    assumeTrue(isInstalled(), "tmux is not installed, so no terminal can be tried");
    socket = "roomcast-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    List<String> start = new ArrayList<>(List.of("new-session", "-d"));
    start.addAll(List.of("-x", String.valueOf(COLUMNS), "-y", String.valueOf(ROWS)));
    environment.forEach((name, value) -> start.addAll(List.of("-e", name + "=" + value)));
    start.addAll(command);
    tmux(start);
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tmux")));
  }

  private String tmux(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("tmux", "-L", socket, "-f", "/dev/null"));
    command.addAll(arguments);
    Program.Result result = Program.finish(new ProcessBuilder(command), "");
    assertThat(result.exitCode()).as(command + ": " + result.messages()).isZero();
    return result.out();
  }

  /** What is on the screen, without empty lines at the end. */
  String screen() {
    return tmux(List.of("capture-pane", "-p")).stripTrailing();
  }

  /** The same with the codes for colours. */
  String styledScreen() {
    return tmux(List.of("capture-pane", "-p", "-e")).stripTrailing();
  }

  /** Waits until the screen holds this. */
  Tmux sees(String text) {
    Program.await(text, this::screen, () -> screen().contains(text));
    return this;
  }

  /** Waits until the screen ends with this, as a prompt does. */
  Tmux prompts(String text) {
    Program.await(text, this::screen, () -> screen().endsWith(text.stripTrailing()));
    return this;
  }

  /** Types without Enter. */
  Tmux type(String text) {
    tmux(List.of("send-keys", "-l", text));
    return this;
  }

  /** Presses a key by tmux's name for it, such as {@code Tab} or {@code C-d}. */
  Tmux press(String key) {
    tmux(List.of("send-keys", key));
    return this;
  }

  /** Types a line. */
  Tmux line(String text) {
    if (!text.isEmpty()) {
      type(text);
    }
    return press("Enter");
  }

  /** Whether the command still runs. */
  boolean isRunning() {
    List<String> command = List.of("tmux", "-L", socket, "has-session");
    return Program.finish(new ProcessBuilder(command), "").exitCode() == 0;
  }

  void awaitEnd() {
    Program.await("the end of the console", () -> "a console that runs", () -> !isRunning());
  }

  @Override
  public void close() {
    Program.finish(new ProcessBuilder("tmux", "-L", socket, "kill-server"), "");
  }
}
