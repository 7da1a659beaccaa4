package roomcast.terminal.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import roomcast.client.ChatRoom;
import roomcast.client.Pace;
import roomcast.client.RoomFinder;
import roomcast.client.Roomcast;
import roomcast.client.TextRoom;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast send ROOM TEXT}, {@code roomcast send ROOM -}. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says something in a room, and ends when another member is known to hold it.",
      "With - as TEXT: every line of standard input is a message."
    },
    footer = {
      "",
      "Exit code: 0 another member holds all that was said; 1 refused, a line left out, or nobody is",
      "known to hold it (the message says which); 2 usage; 3 no directory, and the room is not known.",
      "To an original server's rooms, which know plain text only, 0 means that it was sent."
    })
final class SendCommand extends OneShot {
  private static final String STANDARD_INPUT = "-";
  private static final int FULL_PAUSE_MILLIS = 5;

  @Parameters(index = "0", paramLabel = "ROOM", description = "Name of the room.")
  private String room = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "TEXT",
      description = "What to say; several words are joined by spaces. - for standard input.")
  private List<String> words = new ArrayList<>();

  @Mixin private ChatNameOption nameOption = new ChatNameOption();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for somebody who holds it. Default: ${DEFAULT-VALUE}.")
  private int waitSeconds = 5;

  private int lines;
  private int sent;

  /** Says one message; false if no network took it. */
  private interface Speaker {
    boolean speak(String text) throws IOException, InterruptedException;
  }

  @Override
  int run(NetworkSettings network) throws IOException, InterruptedException, Ended {
    if (waitSeconds < 0) {
      throw new Ended(ExitCode.USAGE, "--wait takes a number from 0");
    }
    String name = nameOption.givenOrUser();
    try (Roomcast roomcast = Roomcast.open(network, System.getenv(), this::say)) {
      RoomFinder.Found found = find(roomcast, room);
      long unheld =
          found.source() == RoomFinder.Source.ORIGINAL
              ? sendPlainly(network, found, name)
              : send(roomcast, found, name);
      if (unheld > 0) {
        say(
            (unheld == 1 ? "nobody is" : unheld + " messages: nobody is")
                + " known to hold what was said; whoever comes later will not hear it");
      }
      if (json) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("room", found.room().name().text());
        result.put("name", name);
        result.put("sent", sent);
        result.put("held", sent - unheld);
        out.println(Json.line(result));
      }
      return sent == lines && unheld == 0 ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  private long send(Roomcast roomcast, RoomFinder.Found found, String name)
      throws IOException, InterruptedException {
    try (ChatRoom inside = roomcast.join(found.room(), name, message -> {})) {
      sendAll(text -> {
        while (!inside.trySend(text)) {
          // Standard input is quicker than the network.
          TimeUnit.MILLISECONDS.sleep(FULL_PAUSE_MILLIS);
        }
        return true;
      });
      return inside.awaitHeld(Duration.ofSeconds(waitSeconds));
    }
  }

  /** What an original server's clients understand, as fast as such a server relays. */
  private long sendPlainly(NetworkSettings network, RoomFinder.Found found, String name)
      throws IOException, InterruptedException {
    Pace pace = new Pace(System.nanoTime());
    try (TextRoom inside = new TextRoom(network, found.room().address(), (source, line) -> {})) {
      sendAll(text -> {
        pace.await();
        return inside.speak(name, text);
      });
      return 0;
    }
  }

  private void sendAll(Speaker speaker) throws IOException, InterruptedException {
    if (!words.equals(List.of(STANDARD_INPUT))) {
      send(speaker, String.join(" ", words));
      return;
    }
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (!line.isEmpty()) {
        send(speaker, line);
      }
    }
  }

  private void send(Speaker speaker, String text) throws IOException, InterruptedException {
    lines++;
    String where = lines == 1 ? "" : "line " + lines + ": ";
    try {
      if (speaker.speak(text)) {
        sent++;
      } else {
        say(where + "the network took nothing; 'roomcast doctor' shows why");
      }
    } catch (IllegalArgumentException e) {
      say(where + e.getMessage());
    }
  }
}
