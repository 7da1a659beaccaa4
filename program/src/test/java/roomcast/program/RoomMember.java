package roomcast.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import roomcast.client.ChatRoom;
import roomcast.client.RoomFinder;
import roomcast.client.RoomListener;
import roomcast.client.RoomMessage;
import roomcast.client.Roomcast;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.SessionCounter;
import roomcast.transport.NetworkSettings;

/**
 * A program of its own that is in a room, speaks there at a steady rate, and writes down what
 * happens.
 *
 * <p>Standard input says what to do: {@code speak MICROS} between two messages, {@code stop},
 * {@code end}; it ends with its input, too.
 */
final class RoomMember implements RoomListener {
  private static final Duration JOIN_PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final RecordFile record;
  private final ScheduledExecutorService speaker = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger said = new AtomicInteger();

  private RoomMember(String name, Path file) throws IOException {
    this.name = name;
    this.record = new RecordFile(file);
  }

  /** Arguments: the room, the chat name, and the file for what happens. */
  public static void main(String[] arguments) throws Exception {
    RoomMember member = new RoomMember(arguments[1], Path.of(arguments[2]));
    NetworkSettings network = NetworkSettings.of(List.of(), null, null, 1, System.getenv());
    try (Roomcast roomcast = Roomcast.open(network, System.getenv(), member::report)) {
      member.takePart(roomcast, find(roomcast, arguments[0]));
    }
    Runtime.getRuntime().halt(0);
  }

  /** Where a fifth is lost, each way, asking once is not always enough. */
  private static RoomFinder.Found find(Roomcast roomcast, String room) throws IOException {
    RoomFinder.Found found = null;
    while (found == null || found.source() == RoomFinder.Source.ORIGINAL) {
      found = roomcast.finder().find(room);
    }
    return found;
  }

  private void takePart(Roomcast roomcast, RoomFinder.Found found)
      throws IOException, InterruptedException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (ChatRoom room = roomcast.join(found.room(), name, this)) {
      boolean answered = room.awaitJoined(JOIN_PATIENCE);
      write("joined", found.source() + " " + answered);
      ScheduledFuture<?> speech = null;
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        if (speech != null) {
          speech.cancel(false);
        }
        if (order.equals("end")) {
          break;
        } else if (order.equals("stop")) {
          speaker.execute(() -> write("stopped", String.valueOf(said.get())));
        } else {
          speech = speak(room, Long.parseLong(order.substring("speak ".length())));
        }
      }
      for (SessionCounter counter : SessionCounter.values()) {
        write("counted", counter.label() + " " + room.count(counter));
      }
    }
    write("ended", "");
  }

  private ScheduledFuture<?> speak(ChatRoom room, long micros) {
    return speaker.scheduleWithFixedDelay(() -> say(room), 0, micros, TimeUnit.MICROSECONDS);
  }

  private void say(ChatRoom room) {
    try {
      if (room.trySend(String.valueOf(said.get() + 1))) {
        said.incrementAndGet();
      } else {
        write("refused", "");
      }
    } catch (IOException e) {
      write("failed", e.toString());
    }
  }

  private void report(String sentence) {
    write("reported", sentence);
  }

  private void write(String kind, String rest) {
    record.write(kind, rest);
  }

  private void write(String kind, RoomMessage message) {
    write(kind, message.log() + " " + message.text());
  }

  @Override
  public void heard(RoomMessage message) {
    write("heard", message);
  }

  @Override
  public void sent(long ticket, RoomMessage message) {
    write("sent", message);
  }

  @Override
  public void waiting(String whose, RoomEvent.Waiting gap) {
    write("waiting", gap.log() + " " + gap.from() + " " + gap.to());
  }

  @Override
  public void lost(String whose, RoomEvent.Lost gap) {
    write("lost", gap.log() + " " + gap.from() + " " + gap.to());
  }

  @Override
  public void warned(String sentence) {
    write("warned", sentence);
  }
}
