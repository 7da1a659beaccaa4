package roomcast.terminal.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import roomcast.client.RoomFinder;
import roomcast.client.Roomcast;
import roomcast.protocol.RoomName;
import roomcast.protocol.wire.PublicKey;
import roomcast.terminal.ExitCode;
import roomcast.terminal.Messages;
import roomcast.transport.NetworkSettings;

/** {@code roomcast trust ROOM}. */
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Accepts the key of the directory that has a room now, and prints it.",
      "It counts for all rooms that had the same directory before. A room's directory is the first one",
      "that stays at which one has gone into the room; compare its key with 'Key:' on the server."
    },
    footer = {"", "Exit code: 0 done, 1 refused (the message says why), 3 no directory."})
final class TrustCommand extends OneShot {
  @Parameters(paramLabel = "ROOM", description = "Name of the room.")
  private String room = "";

  @Override
  int run(NetworkSettings network) throws IOException, Ended {
    RoomName name = RoomName.parse(room);
    if (name == null) {
      throw new Ended(ExitCode.REFUSED, Messages.noSuchRoom(room));
    }
    try (Roomcast roomcast = Roomcast.open(network, System.getenv(), this::say)) {
      RoomFinder.Trust outcome = roomcast.finder().trust(name);
      String words = Messages.trust(outcome, room, network);
      if (!(outcome instanceof RoomFinder.Trust.Done done)) {
        boolean nobody = outcome instanceof RoomFinder.Trust.NoDirectory;
        throw new Ended(nobody ? ExitCode.NO_DIRECTORY : ExitCode.REFUSED, words);
      }
      out.println(json ? Json.line(fields(done)) : words);
      return ExitCode.DONE;
    }
  }

  private static Map<String, Object> fields(RoomFinder.Trust.Done done) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("room", done.room().name().text());
    fields.put("before", text(done.before()));
    fields.put("now", text(done.now()));
    fields.put("rooms", done.rooms());
    return fields;
  }

  private static String text(@Nullable PublicKey key) {
    return key == null ? "" : key.fingerprint();
  }
}
