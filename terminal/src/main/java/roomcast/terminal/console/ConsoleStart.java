package roomcast.terminal.console;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roomcast.transport.NetworkSettings;

/** Opens the console on whatever this program's input and output are. */
public final class ConsoleStart {
  private ConsoleStart() {}

  /**
   * Runs the console until the person leaves; returns the exit code.
   *
   * @param name the chat name, or null if it is to be asked for
   * @param program the command that runs this program, to start a temporary directory with; null if
   *     none is to be started
   * @param times whether messages show the time
   * @throws IOException if the terminal cannot be used
   */
  public static int run(
      NetworkSettings network,
      @Nullable String name,
      @Nullable List<String> program,
      boolean times,
      Map<String, String> environment)
      throws IOException {
    boolean terminal = isTerminal();
    boolean colours =
        terminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    ChatFormat format = new ChatFormat(InstantSource.system(), times, colours);
    Console console =
        new Console(
            network,
            name,
            program,
            completions ->
                terminal
                    ? new TerminalScreen(format, completions::offer)
                    : new LineScreen(System.in, System.out, format));
    return console.run();
  }

  /**
   * Whether a person types and reads. Java 25 has no console without a terminal; other versions
   * may.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }
}
