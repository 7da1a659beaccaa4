package roomcast.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import roomcast.benchmarks.peer.Contender;

/** A {@link Node} in a process of its own. All contenders' processes are started alike. */
final class NodeProcess implements AutoCloseable {
  private static final long END_SECONDS = 5;

  /** The serial collector: two processors for three processes leave none for collecting beside. */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-Xms256m",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");

  private final Process process;
  private final BufferedReader output;
  private final PrintStream input;

  NodeProcess(Contender contender, String role, int port, Load load) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JAVA_OPTIONS);
    String more = System.getenv().getOrDefault("BENCHMARK_JAVA_OPTS", "");
    command.addAll(List.of(more.split(" ")).stream().filter(one -> !one.isEmpty()).toList());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Node.class.getName()));
    command.addAll(List.of(contender.name(), role, String.valueOf(port)));
    command.addAll(load.arguments());
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output = process.inputReader(StandardCharsets.UTF_8);
    input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Waits for a line that begins with this word.
   *
   * @return what stands behind it
   * @throws IOException if the process ends before
   */
  String await(String word) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals(word) || line.startsWith(word + " ")) {
        return line.substring(word.length()).strip();
      }
    }
    throw new IOException("a process ended before it said '" + word + "'");
  }

  /** Lets it go on. */
  void go() {
    input.println("go");
  }

  /** Lets it end; kills it if it does not. */
  @Override
  public void close() {
    input.close();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
