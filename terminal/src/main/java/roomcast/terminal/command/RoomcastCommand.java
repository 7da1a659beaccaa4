package roomcast.terminal.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import roomcast.terminal.ExitCode;
import roomcast.terminal.console.ConsoleStart;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;
import roomcast.transport.NoSuchInterfaceException;

/** {@code roomcast} without a command: the console. */
@Command(
    name = "roomcast",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Group chat on the network that you are on: no internet, no account, no set-up.",
      "Without a command: the console. It finds the directory of this network, or starts one."
    },
    subcommands = {
      RoomsCommand.class,
      MakeCommand.class,
      DeleteCommand.class,
      SendCommand.class,
      ListenCommand.class,
      WatchCommand.class,
      TrustCommand.class,
      StatusCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "Exit code: 0 done, 1 refused (the message says why), 2 usage, 3 no directory.",
      "'roomcast COMMAND --help' explains a command."
    })
public final class RoomcastCommand implements Callable<Integer> {
  @Mixin private ChatNameOption nameOption = new ChatNameOption();
  @Mixin private NetworkOptions networkOptions = new NetworkOptions();

  @Option(names = "--no-serve", description = "Never start a temporary directory.")
  private boolean noServe;

  @Option(names = "--times", description = "Show the time in front of each message.")
  private boolean times;

  private final List<String> program;

  /**
   * The console of a program.
   *
   * @param program the command that runs this program, to start a temporary directory with
   */
  public RoomcastCommand(List<String> program) {
    this.program = List.copyOf(program);
  }

  @Override
  public Integer call() {
    try {
      NetworkSettings network = networkOptions.settings();
      @Nullable String name = nameOption.given();
      if (Interfaces.select(network.interfaces()).isEmpty()) {
        throw new IOException("this machine has no usable network interface");
      }
      return ConsoleStart.run(network, name, noServe ? null : program, times, System.getenv());
    } catch (NoSuchInterfaceException | IllegalArgumentException e) {
      System.err.println("roomcast: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (IOException e) {
      System.err.println("roomcast: " + e.getMessage() + "; 'roomcast doctor' shows more");
      return ExitCode.REFUSED;
    }
  }
}
