package roomcast.terminal.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import roomcast.client.DirectoryClient;
import roomcast.client.ListedRoom;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast make ROOM}. */
@Command(
    name = "make",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a room, and prints its line.",
    footer = {"", "Exit code: 0 done, 1 refused (the message says why), 3 no directory."})
final class MakeCommand extends OneShot {
  @Parameters(paramLabel = "ROOM", description = "Name of the room.")
  private String room = "";

  @Override
  int run(NetworkSettings network) throws IOException, Ended {
    checkRoomName(room);
    int exitCode = exitCode(new DirectoryClient(network).make(room), network, room);
    if (exitCode == ExitCode.DONE) {
      ListedRoom made = room(network, room);
      out.println(json ? Json.line(Json.room(made)) : made.line());
    }
    return exitCode;
  }
}
