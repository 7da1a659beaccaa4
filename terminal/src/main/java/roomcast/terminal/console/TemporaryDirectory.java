package roomcast.terminal.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import roomcast.transport.NetworkSettings;

/**
 * A directory in a process of its own, started because there was none.
 *
 * <p>It knows by its standard input what we want: a line ends it; if the input ends without one, we
 * are gone, and it goes on for as long as somebody else uses it.
 */
final class TemporaryDirectory {
  private static final int MESSAGE_CHARACTERS_MAX = 400;
  private static final long END_SECONDS = 3;

  private final Process process;
  private volatile String lastMessage = "";

  /**
   * Starts one.
   *
   * @param program the command that runs this program
   */
  TemporaryDirectory(List<String> program, NetworkSettings network) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("server", "--temporary"));
    for (String one : network.interfaces()) {
      command.addAll(List.of("--interface", one));
    }
    command.addAll(List.of("--group", network.commandGroup().getAddress().getHostAddress()));
    command.addAll(List.of("--port", String.valueOf(network.commandGroup().getPort())));
    command.addAll(List.of("--ttl", String.valueOf(network.ttl())));
    process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Thread.ofPlatform().name("directory-messages").daemon().start(this::readMessages);
  }

  /** It must never wait for us to read; and if it fails, its last words say why. */
  private void readMessages() {
    try (BufferedReader messages =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = messages.readLine(); line != null; line = messages.readLine()) {
        lastMessage = line.substring(0, Math.min(line.length(), MESSAGE_CHARACTERS_MAX));
      }
    } catch (IOException ended) {
      return;
    }
  }

  /** Whether it still runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** The last line that it wrote; empty if none. */
  String lastMessage() {
    return lastMessage;
  }

  /** Ends it, whoever else uses it. */
  void end() {
    try (var input = process.getOutputStream()) {
      input.write("end\n".getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException gone) {
      return;
    }
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves it to itself: it ends when nobody has used it for a minute. */
  void leave() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      return;
    }
  }
}
