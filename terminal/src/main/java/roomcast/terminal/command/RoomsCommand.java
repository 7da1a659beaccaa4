package roomcast.terminal.command;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import roomcast.client.ListedRoom;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast rooms}. */
@Command(
    name = "rooms",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the rooms, a line each: name, group, port.",
    footer = {"", "Exit code: 0 done, 3 no directory."})
final class RoomsCommand extends OneShot {

  @Override
  int run(NetworkSettings network) throws IOException, Ended {
    List<ListedRoom> rooms = rooms(network);
    if (json) {
      out.println(Json.line(Json.rooms(rooms)));
    } else {
      rooms.forEach(room -> out.println(room.line()));
    }
    return ExitCode.DONE;
  }
}
