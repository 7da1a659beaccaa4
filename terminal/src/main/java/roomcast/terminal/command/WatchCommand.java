package roomcast.terminal.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import roomcast.client.FrameText;
import roomcast.client.FrameWatch;
import roomcast.client.RoomFinder;
import roomcast.client.Roomcast;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast watch ROOM}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the datagrams of a room as they come, for people who look after networks.",
      "It joins the group and says nothing; signatures are not checked."
    },
    footer = {
      "",
      "At the end, and every 10 seconds: for each sender how many blocks came, how many were repaired,",
      "and the share that did not come by themselves.",
      "Exit code: 0 done, 1 no such room, 2 usage, 3 no directory, and the room is not known."
    })
final class WatchCommand extends OneShot {
  private static final long SUMMARY_NANOS = TimeUnit.SECONDS.toNanos(10);

  @Parameters(paramLabel = "ROOM", description = "Name of the room.")
  private String room = "";

  @Option(names = "--count", paramLabel = "N", description = "End after N datagrams.")
  private long count = Long.MAX_VALUE;

  @Option(names = "--summary", description = "Only the numbers of each sender.")
  private boolean summaryOnly;

  private final CountDownLatch over = new CountDownLatch(1);
  private final FrameWatch.Tally tally = new FrameWatch.Tally();
  private long seen;
  private long nextSummaryNanos = System.nanoTime() + SUMMARY_NANOS;

  @Override
  int run(NetworkSettings network) throws IOException, InterruptedException, Ended {
    if (count < 1) {
      throw new Ended(ExitCode.USAGE, "--count takes a number from 1");
    }
    RoomFinder.Found found;
    try (Roomcast roomcast = Roomcast.open(network, System.getenv(), this::say)) {
      found = find(roomcast, room);
    }
    try (FrameWatch watch = new FrameWatch(network, found.room(), this::show, this::say)) {
      say("watching " + found.room().listing().strip() + ", blocks on port " + watch.port());
      over.await();
    }
    summarize();
    return ExitCode.DONE;
  }

  /** On the watch's thread. */
  private void show(InetSocketAddress source, ReceivedDatagram datagram, int bytes) {
    if (seen >= count) {
      return;
    }
    seen++;
    tally.add(datagram);
    if (!summaryOnly) {
      out.println(
          json ? Json.line(fields(source, datagram, bytes)) : line(source, datagram, bytes));
    }
    long now = System.nanoTime();
    if (nextSummaryNanos - now <= 0) {
      nextSummaryNanos = now + SUMMARY_NANOS;
      summarize();
    }
    if (out.checkError() || seen >= count) {
      over.countDown();
    }
  }

  private void summarize() {
    tally.lines().forEach(json ? line -> {} : out::println);
    if (json) {
      tally.numbers().forEach(numbers -> out.println(Json.line(numbers)));
    }
  }

  private static String line(InetSocketAddress source, ReceivedDatagram datagram, int bytes) {
    return String.format(
        "%s %s %-7s %4d B %s %s",
        Json.time(Instant.now()).substring(11, 23),
        source.getAddress().getHostAddress(),
        datagram.kind(),
        bytes,
        datagram.speaker(),
        FrameText.of(datagram));
  }

  private static Map<String, Object> fields(
      InetSocketAddress source, ReceivedDatagram datagram, int bytes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", Json.time(Instant.now()));
    fields.put("from", source.getAddress().getHostAddress() + ":" + source.getPort());
    fields.put("kind", datagram.kind().name());
    fields.put("bytes", bytes);
    fields.put("speaker", datagram.speaker().toString());
    fields.put("parts", datagram.parts().stream().map(FrameText::of).toList());
    return fields;
  }
}
