package roomcast.program;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import roomcast.server.ServerCommand;
import roomcast.terminal.command.RoomcastCommand;

/** The program: one command line for the server and for everything that people type. */
public final class Main {
  private Main() {}

  /** Runs the command and ends with its exit code. */
  public static void main(String[] args) {
    CommandLine line = commandLine();
    System.exit(line.execute(LeadingOptions.behindCommand(args, line.getSubcommands().keySet())));
  }

  /** The command line, for running and for what reads it, such as tests. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new RoomcastCommand(self()));
    line.addSubcommand(new ServerCommand());
    line.getCommandSpec().version("roomcast " + version());
    line.getSubcommands()
        .values()
        .forEach(one -> one.getCommandSpec().version("roomcast " + version()));
    line.setParameterExceptionHandler(Main::explain);
    return line;
  }

  /** One line says what is wrong, a second one where help is; a page of usage would hide both. */
  private static int explain(CommandLine.ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter messages = command.getErr();
    messages.println(name + ": " + wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, messages);
    messages.println("'" + name + " --help' explains it");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "(not packaged)");
  }

  /** How this program starts itself. */
  private static List<String> self() {
    return List.of(
        System.getProperty("java.home") + "/bin/java",
        "-XX:+UseSerialGC",
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }
}
