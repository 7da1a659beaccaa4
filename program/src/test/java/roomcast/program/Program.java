package roomcast.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The program as its users run it: by its script, on the loopback interface. */
final class Program {
  static final Path ROOT = Path.of(System.getProperty("roomcast.root"));
  static final Path SCRIPT = ROOT.resolve("roomcast");
  private static final long PATIENCE_SECONDS = 60;

  private Program() {}

  /** What a command printed, and its exit code. */
  record Result(int exitCode, String out, String messages) {}

  /** Two free UDP ports in a row, below those that the system hands out itself; the lower one. */
  static int freePort() {
    while (true) {
      int port = 2 * ThreadLocalRandom.current().nextInt(5_000, 16_000);
      try (DatagramSocket one = new DatagramSocket(port);
          DatagramSocket other = new DatagramSocket(port + 1)) {
        return Math.min(one.getLocalPort(), other.getLocalPort());
      } catch (IOException taken) {
        Thread.onSpinWait();
      }
    }
  }

  /** Runs {@code ./roomcast} with these arguments to its end. */
  static Result run(String... arguments) {
    return runWithInput("", arguments);
  }

  static Result runWithInput(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return finish(new ProcessBuilder(command), input);
  }

  static Result finish(ProcessBuilder builder, String input) {
    try {
      Path in = Files.writeString(Files.createTempFile("in", ".txt"), input);
      Path out = Files.createTempFile("out", ".txt");
      Path messages = Files.createTempFile("messages", ".txt");
      Process process =
          builder
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(messages.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(builder.command() + " does not end: " + Files.readString(out));
      }
      Result result =
          new Result(process.exitValue(), Files.readString(out), Files.readString(messages));
      for (Path file : List.of(in, out, messages)) {
        Files.delete(file);
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for a condition; if it does not come, the error shows what there was instead. */
  static void await(String what, Supplier<String> state, Callable<Boolean> condition) {
    try {
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    } catch (ConditionTimeoutException late) {
      throw new AssertionError("waiting for '" + what + "'; there was:\n" + state.get(), late);
    }
  }

  /** A process in the background, whose output is collected. */
  static final class Background implements AutoCloseable {
    final Process process;
    private final Path out;

    /** Standard output and messages go to the same place. */
    Background(List<String> command) {
      try {
        out = Files.createTempFile("background", ".txt");
        process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String output() {
      try {
        return Files.readString(out, UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Waits until it has printed this. */
    void await(String text) {
      Program.await(text, this::output, () -> output().contains(text));
    }

    /** Ends it as a service manager does; returns its exit code. */
    int terminate() {
      process.destroy();
      return exitCode();
    }

    int exitCode() {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("it does not end: " + output());
        }
        return process.exitValue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        Files.deleteIfExists(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** {@code ./roomcast server} on this port, ready to serve. */
  static Background server(int port, String... options) {
    List<String> command =
        new ArrayList<>(List.of(SCRIPT.toString(), "server", "--port", String.valueOf(port)));
    command.addAll(List.of(options));
    Background server = new Background(command);
    server.await("Adding membership (address/interface): ");
    return server;
  }
}
