package roomcast.terminal.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import roomcast.client.ListedRoom;
import roomcast.client.Pace;
import roomcast.client.TextRoom;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast send ROOM TEXT}, {@code roomcast send ROOM -}. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says something in a room.",
      "With - as TEXT: every line of standard input, at most 50 a second after the first 200,"
          + " which is as fast as the directory relays to text clients."
    },
    footer = {
      "",
      "Exit code: 0 done, 1 refused or a line left out (the message says why), 2 usage, 3 no directory."
    })
final class SendCommand extends OneShot {
  private static final String STANDARD_INPUT = "-";

  @Parameters(index = "0", paramLabel = "ROOM", description = "Name of the room.")
  private String room = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "TEXT",
      description = "What to say; several words are joined by spaces. - for standard input.")
  private List<String> words = new ArrayList<>();

  @Mixin private ChatNameOption nameOption = new ChatNameOption();

  private int lines;
  private int sent;

  @Override
  int run(NetworkSettings network) throws IOException, InterruptedException, Ended {
    String name = nameOption.givenOrUser();
    ListedRoom target = room(network, room);
    try (TextRoom inside = new TextRoom(network, target.address(), (source, line) -> {})) {
      if (words.equals(List.of(STANDARD_INPUT))) {
        sendInput(inside, name);
      } else {
        send(inside, name, String.join(" ", words));
      }
    }
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("room", target.name());
      result.put("name", name);
      result.put("sent", sent);
      out.println(Json.line(result));
    }
    return sent == lines ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private void sendInput(TextRoom inside, String name) throws IOException, InterruptedException {
    Pace pace = new Pace(System.nanoTime());
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (!line.isEmpty()) {
        pace.await();
        send(inside, name, line);
      }
    }
  }

  private void send(TextRoom inside, String name, String text) {
    lines++;
    String where = lines == 1 ? "" : "line " + lines + ": ";
    try {
      if (inside.speak(name, text)) {
        sent++;
      } else {
        say(where + "the network took nothing; 'roomcast doctor' shows why");
      }
    } catch (IllegalArgumentException e) {
      say(where + e.getMessage());
    }
  }
}
