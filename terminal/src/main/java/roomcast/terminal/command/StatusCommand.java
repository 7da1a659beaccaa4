package roomcast.terminal.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import roomcast.client.StatusQuery;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints what the directory of this network has counted, NAME VALUE a line.",
      "Everything that it drops is counted; docs/OPERATING.md explains each."
    },
    footer = {"", "Exit code: 0 done, 3 no directory."})
final class StatusCommand extends OneShot {

  @Override
  int run(NetworkSettings network) throws IOException, Ended {
    String lines = StatusQuery.lines(network);
    if (lines == null) {
      throw noDirectory(network);
    }
    if (json) {
      out.println(Json.line(StatusQuery.numbers(lines)));
    } else {
      out.print(lines);
    }
    return ExitCode.DONE;
  }
}
