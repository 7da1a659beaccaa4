package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The peer of docs/examples, written in another language from docs/PROTOCOL.md, together with the
 * program: a fifth of what comes to it is thrown away, and it has everything all the same.
 */
class ReceiverIT {
  private static final Path RECEIVER = Program.ROOT.resolve("docs/examples/receiver.py");
  private static final int LINES = 200;
  private static final Pattern MESSAGE =
      Pattern.compile(
          "\\{\"sender\": \"\\w+\", \"name\": \"(\\w+)\", .*\"verified\": true, \"text\": \"(.*)\"}");
  private static final Pattern COUNTS =
      Pattern.compile(
          "receiver: \\d+ datagrams, (\\d+) dropped on purpose; .* (\\d+) requests, \\d+ asked,"
              + " (\\d+) repaired, (\\d+) lost, (\\d+) bad");

  private final String port = String.valueOf(Program.freePort());

  /** The first on the path that has the package, or Debian's. */
  private String python = "python3";

  @BeforeEach
  void needsPython() {
    List<String> found =
        Stream.of("python3", "/usr/bin/python3").filter(ReceiverIT::hasPackage).toList();
    assumeFalse(found.isEmpty(), "needs Debian's python3-cryptography: docs/examples/README.md");
    python = found.getFirst();
  }

  private static boolean hasPackage(String python) {
    ProcessBuilder probe = new ProcessBuilder("sh", "-c", python + " -c 'import cryptography'");
    return Program.finish(probe, "").exitCode() == 0;
  }

  @Test
  void itReadsEveryTestVector() {
    Program.Result result =
        Program.finish(
            new ProcessBuilder(
                python,
                RECEIVER.toString(),
                "--self-test",
                Program.ROOT.resolve("docs/vectors").toString()),
            "");
    assertThat(result.messages()).isEmpty();
    assertThat(result.out()).matches("self-test: \\d\\d vectors, all right\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void itHearsEverythingAlthoughTheDirectoryIsKilled() {
    List<String> receive =
        List.of(
            python,
            RECEIVER.toString(),
            "chat1",
            "--interface",
            "127.0.0.1",
            "--port",
            port,
            "--json",
            "--drop",
            "20",
            "--seed",
            "7",
            "--count",
            String.valueOf(3 * LINES),
            "--seconds",
            "40");
    List<String> listen = List.of(Program.SCRIPT.toString(), "listen", "chat1", "--port", port);
    try (Program.Background server = Program.server(Integer.parseInt(port))) {
      assertThat(Program.run("make", "chat1", "--port", port).exitCode()).isZero();
      try (Program.Background receiver = new Program.Background(receive);
          Program.Background listener = new Program.Background(listen)) {
        receiver.await("receiver: joined");
        listener.await("listening to");
        CompletableFuture<Integer> ann = say("Ann");
        CompletableFuture<Integer> bo = say("Bo");
        receiver.await(" 9 long");
        server.process.destroyForcibly();
        assertThat(ann.join()).isZero();
        assertThat(bo.join()).isZero();
        assertThat(say("Cy").join()).isZero();
        assertThat(receiver.exitCode()).as(receiver.output()).isZero();
        assertThat(heard(receiver.output()))
            .isEqualTo(Map.of("Ann", texts("Ann"), "Bo", texts("Bo"), "Cy", texts("Cy")));
        assertLossWasRepaired(receiver.output());
      }
    }
  }

  /** Says all that somebody has to say; ends when another member holds it. */
  private CompletableFuture<Integer> say(String name) {
    String input = String.join("\n", texts(name)) + "\n";
    return CompletableFuture.supplyAsync(() ->
        Program.runWithInput(
                input, "send", "chat1", "-", "--name", name, "--port", port, "--wait", "30")
            .exitCode());
  }

  /** Every tenth is longer than a block. */
  private static List<String> texts(String name) {
    return IntStream.range(0, LINES)
        .mapToObj(line -> name + " " + line + (line % 10 == 9 ? " long".repeat(500) : ""))
        .toList();
  }

  /** The texts of each member in the order in which they came. */
  private static Map<String, List<String>> heard(String output) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (String line : output.lines().filter(line -> line.startsWith("{")).toList()) {
      Matcher message = MESSAGE.matcher(line);
      assertThat(message.matches()).as(line).isTrue();
      byName.computeIfAbsent(message.group(1), name -> new ArrayList<>()).add(message.group(2));
    }
    return byName;
  }

  private static void assertLossWasRepaired(String output) {
    Matcher counts = COUNTS.matcher(output);
    assertThat(counts.find()).as(output).isTrue();
    assertThat(Integer.parseInt(counts.group(1))).as("dropped").isPositive();
    assertThat(Integer.parseInt(counts.group(2))).as("requests").isPositive();
    assertThat(Integer.parseInt(counts.group(3))).as("repaired").isPositive();
    assertThat(counts.group(4)).as("lost").isEqualTo("0");
    assertThat(counts.group(5)).as("malformed").isEqualTo("0");
  }
}
