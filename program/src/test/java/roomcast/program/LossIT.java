package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A network namespace that drops a fifth of all multicast datagrams, and the directory killed while
 * people talk: everybody hears everything, once, in the order of each speaker.
 */
class LossIT {
  private static final int LISTENERS = 3;
  private static final int LINES = 200;
  private static final List<String> SPEAKERS = List.of("Ann", "Bo", "Cy");
  private static final String DROP =
      "add rule inet loss in ip daddr 239.0.0.0/8 numgen random mod 100 < 20 drop";

  private final String namespace = "rc-loss-" + ProcessHandle.current().pid();

  @BeforeEach
  void make() {
    try {
      run("ip", "netns", "add", namespace);
      run("ip", "-n", namespace, "link", "set", "lo", "up");
      nft("add table inet loss");
      nft("add chain inet loss in { type filter hook input priority 0; }");
    } catch (UncheckedIOException noProgram) {
      abort("no network namespaces, or no nft, here: " + noProgram.getMessage());
    }
  }

  @AfterEach
  void unmake() {
    try {
      Program.finish(new ProcessBuilder("ip", "netns", "delete", namespace), "");
    } catch (UncheckedIOException noIp) {
      assertThat(noIp).hasMessageContaining("ip");
    }
  }

  private static void run(String... command) {
    Program.Result result = Program.finish(new ProcessBuilder(command), "");
    if (result.exitCode() != 0) {
      abort("no namespace that loses datagrams here: " + result.messages());
    }
  }

  private void nft(String rule) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace, "nft"));
    command.add(rule);
    run(command.toArray(String[]::new));
  }

  private List<String> in(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("ip", "netns", "exec", namespace, Program.SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String lines(String speaker) {
    StringBuilder lines = new StringBuilder();
    IntStream.range(0, LINES).forEach(line -> lines.append(speaker).append(line).append('\n'));
    return lines.toString();
  }

  @Test
  void nothingIsLostWithoutADirectoryEither() {
    List<Program.Background> listeners = new ArrayList<>();
    try (Program.Background server = new Program.Background(in("server"))) {
      server.await("Adding membership");
      assertThat(Program.finish(new ProcessBuilder(in("make", "chat1")), "").exitCode()).isZero();
      for (int listener = 0; listener < LISTENERS; listener++) {
        int all = (SPEAKERS.size() + 1) * LINES;
        listeners.add(
            new Program.Background(in("listen", "chat1", "--count", String.valueOf(all))));
        listeners.getLast().await("listening to");
      }
      nft(DROP);
      say(SPEAKERS);
      server.process.destroyForcibly();
      say(List.of("Di"));
      for (Program.Background listener : listeners) {
        assertThat(listener.exitCode()).as(listener.output()).isZero();
        heardAll(listener.output());
      }
    } finally {
      listeners.forEach(Program.Background::close);
    }
  }

  /** All at once; each ends with 0 when somebody holds all that it has said. */
  private void say(List<String> speakers) {
    List<Integer> exitCodes =
        speakers.parallelStream()
            .map(speaker ->
                Program.finish(
                        new ProcessBuilder(
                            in("send", "chat1", "-", "--name", speaker, "--wait", "30")),
                        lines(speaker))
                    .exitCode())
            .toList();
    assertThat(exitCodes).containsOnly(0);
  }

  private static void heardAll(String output) {
    List<String> everybody = new ArrayList<>(SPEAKERS);
    everybody.add("Di");
    for (String speaker : everybody) {
      List<String> heard = output.lines().filter(line -> line.startsWith(speaker + ":")).toList();
      List<String> said = lines(speaker).lines().map(line -> speaker + ":" + line).toList();
      assertThat(heard).isEqualTo(said);
    }
  }
}
