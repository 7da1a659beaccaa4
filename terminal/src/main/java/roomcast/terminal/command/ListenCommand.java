package roomcast.terminal.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import roomcast.client.ChatRoom;
import roomcast.client.RoomFinder;
import roomcast.client.RoomListener;
import roomcast.client.RoomMessage;
import roomcast.client.Roomcast;
import roomcast.client.TextRoom;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.text.ChatLine;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast listen ROOM}. */
@Command(
    name = "listen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints what is said in a room, NAME:TEXT for each line of it, until it is stopped.",
      "Nothing is left out or printed twice; what is lost for good is said on standard error."
    },
    footer = {
      "",
      "With --json, a line is {\"time\", \"room\", \"name\", \"text\", \"sender\", \"log\", \"seq\", \"index\",",
      "\"verified\"}: time by the sender's clock in UTC; sender, 16 digits that belong to one key; verified",
      "false for what a program without a key has said, in plain text; then \"via\" is \"directory\" if",
      "the room's directory has taken it over, \"another\" if somebody else says so.",
      "Exit code: 0 done, 1 no such room, 2 usage, 3 no directory, and the room is not known."
    })
final class ListenCommand extends OneShot {
  @Parameters(paramLabel = "ROOM", description = "Name of the room.")
  private String room = "";

  @Option(names = "--count", paramLabel = "N", description = "End after N messages.")
  private long count = Long.MAX_VALUE;

  private final CountDownLatch over = new CountDownLatch(1);
  private long heard;

  @Override
  int run(NetworkSettings network) throws IOException, InterruptedException, Ended {
    if (count < 1) {
      throw new Ended(ExitCode.USAGE, "--count takes a number from 1");
    }
    try (Roomcast roomcast = Roomcast.open(network, System.getenv(), this::say)) {
      RoomFinder.Found found = find(roomcast, room);
      String name = found.room().name().text();
      if (found.source() == RoomFinder.Source.ORIGINAL) {
        listenPlainly(network, found, name);
        return ExitCode.DONE;
      }
      try (ChatRoom inside = roomcast.join(found.room(), "", new Printer(name))) {
        say("listening to " + found.room().listing().strip());
        over.await();
        return inside.name().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
      }
    }
  }

  private void listenPlainly(NetworkSettings network, RoomFinder.Found found, String name)
      throws IOException, InterruptedException {
    try (TextRoom inside =
        new TextRoom(
            network,
            found.room().address(),
            (source, line) -> print(line.name(), line.text(), plainJson(name, source, line)))) {
      say("listening to " + found.room().listing().strip());
      over.await();
      if (inside.malformed() > 0) {
        say(inside.malformed() + " datagrams were no chat, and were left out");
      }
    }
  }

  private final class Printer implements RoomListener {
    private final String roomName;

    Printer(String roomName) {
      this.roomName = roomName;
    }

    @Override
    public void heard(RoomMessage message) {
      print(message.name(), message.text(), Json.message(roomName, message));
    }

    @Override
    public void lost(String name, RoomEvent.Lost gap) {
      say("lost for good: blocks " + gap.from() + " to " + gap.to() + " of " + name);
    }

    @Override
    public void warned(String sentence) {
      say(sentence);
    }
  }

  /** On the thread of the rooms. */
  private void print(String name, String text, Map<String, Object> fields) {
    if (heard >= count) {
      return;
    }
    heard++;
    if (json) {
      out.println(Json.line(fields));
    } else {
      // A name before each line: what somebody says in several must not look like another's words.
      text.lines().forEach(line -> out.println(name + ":" + line));
    }
    // checkError flushes; it tells when whoever reads us has gone, as "head" does.
    if (out.checkError() || heard >= count) {
      over.countDown();
    }
  }

  private static Map<String, Object> plainJson(
      String roomName, InetSocketAddress source, ChatLine line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", Json.time(Instant.now()));
    fields.put("room", roomName);
    fields.put("name", line.name());
    fields.put("text", line.text());
    fields.put("from", source.getAddress().getHostAddress() + ":" + source.getPort());
    fields.put("verified", false);
    return fields;
  }
}
