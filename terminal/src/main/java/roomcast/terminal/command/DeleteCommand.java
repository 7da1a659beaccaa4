package roomcast.terminal.command;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import roomcast.client.DirectoryClient;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast delete ROOM}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Deletes a room.",
    footer = {"", "Exit code: 0 done, 1 refused (the message says why), 3 no directory."})
final class DeleteCommand extends OneShot {
  @Parameters(paramLabel = "ROOM", description = "Name of the room.")
  private String room = "";

  @Override
  int run(NetworkSettings network) throws IOException {
    int exitCode = exitCode(new DirectoryClient(network).delete(room), network, room);
    if (exitCode == ExitCode.DONE && json) {
      out.println(Json.line(Map.of("deleted", room)));
    }
    return exitCode;
  }
}
