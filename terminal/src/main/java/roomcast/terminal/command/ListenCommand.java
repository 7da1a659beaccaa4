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
import roomcast.client.ListedRoom;
import roomcast.client.TextRoom;
import roomcast.protocol.text.ChatLine;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast listen ROOM}. */
@Command(
    name = "listen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints what is said in a room, NAME:TEXT a line, until it is stopped.",
    footer = {
      "",
      "With --json, a line is {\"time\", \"room\", \"name\", \"text\", \"from\"}; time is UTC.",
      "Exit code: 0 done, 1 no such room, 2 usage, 3 no directory."
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
    ListedRoom target = room(network, room);
    try (TextRoom inside =
        new TextRoom(
            network, target.address(), (source, line) -> print(target.name(), source, line))) {
      say("listening to " + target.line());
      over.await();
      if (inside.malformed() > 0) {
        say(inside.malformed() + " datagrams were no chat, and were left out");
      }
    }
    return ExitCode.DONE;
  }

  /** On the room's own thread. */
  private void print(String roomName, InetSocketAddress source, ChatLine line) {
    if (heard >= count) {
      return;
    }
    heard++;
    out.println(json ? json(roomName, source, line) : line.name() + ":" + line.text());
    // checkError flushes; it tells when whoever reads us has gone, as "head" does.
    if (out.checkError() || heard >= count) {
      over.countDown();
    }
  }

  private static String json(String roomName, InetSocketAddress source, ChatLine line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", Json.time(Instant.now()));
    fields.put("room", roomName);
    fields.put("name", line.name());
    fields.put("text", line.text());
    fields.put("from", source.getAddress().getHostAddress() + ":" + source.getPort());
    return Json.line(fields);
  }
}
