package roomcast.terminal.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import roomcast.client.RoomFinder;
import roomcast.protocol.Room;
import roomcast.protocol.session.Presence;
import roomcast.protocol.wire.Introduction;
import roomcast.terminal.console.Screen.Input;
import roomcast.terminal.console.Screen.Offer;

/** A person in a room. */
final class RoomVisit implements AutoCloseable {
  private static final String HELP =
      """
      Every line is sent to the room, but:
      exit, /exit        leave the room (also Ctrl-D)
      /who               who is here, quiet, or gone
      /rooms             list the rooms
      /trust             accept the key of the directory that has the room now
      /help              this text
      //TEXT             send a line that begins with a slash\
      """;

  private final TalkMaker talks;
  private final Screen screen;
  private Talk inside;
  private RoomFinder.Found where;

  /** Goes into a room. */
  interface TalkMaker {
    Talk make(RoomFinder.Found found) throws IOException;
  }

  /** Goes in. */
  RoomVisit(RoomFinder.Found found, TalkMaker talks, Screen screen) throws IOException {
    this.talks = talks;
    this.screen = screen;
    this.inside = talks.make(found);
    this.where = found;
  }

  synchronized Room room() {
    return inside.room();
  }

  /**
   * Sends every line until the person leaves.
   *
   * @param listRooms what {@code /rooms} does
   * @param trust what {@code /trust} does
   */
  void talk(Runnable listRooms, Runnable trust) {
    while (screen.read("", Offer.PEOPLE) instanceof Input.Line line) {
      String text = line.text();
      switch (text.strip()) {
        case "exit", "/exit", "/quit" -> {
          return;
        }
        case "/help" -> screen.print(HELP);
        case "/rooms" -> listRooms.run();
        case "/who" -> who();
        case "/trust" -> trust.run();
        case "" -> {}
        default -> {
          if (text.startsWith("//")) {
            say(text.substring(1));
          } else if (text.startsWith("/")) {
            screen.print(
                "There is no command " + text.strip() + ". Type /help; // sends a literal slash.");
          } else {
            say(text);
          }
        }
      }
    }
  }

  private void say(String text) {
    try {
      current().say(text);
    } catch (IllegalArgumentException | IOException e) {
      screen.print("Not sent: " + e.getMessage() + ".");
    }
  }

  private synchronized Talk current() {
    return inside;
  }

  private void who() {
    Talk here = current();
    if (!here.knowsMembers()) {
      screen.print("Who is in a room of an original server cannot be known.");
      return;
    }
    try {
      List<Presence> members = new ArrayList<>(here.members());
      members.removeIf(one -> one.name().isEmpty());
      members.sort(
          Comparator.comparing(Presence::state)
              .thenComparing(one -> one.name().toLowerCase(Locale.ROOT)));
      List<String> lines = new ArrayList<>();
      for (Presence one : members) {
        lines.add(line(one) + directory(one, here));
      }
      screen.print(
          lines.isEmpty()
              ? "Nobody else is here. (Programs that speak only plain text are not known.)"
              : String.join("\n", lines));
    } catch (IOException e) {
      screen.print("Who is here is not known: " + e.getMessage() + ".");
    }
  }

  private static String line(Presence one) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - one.heardNanos());
    String id = String.format("%016x", one.log().sender());
    String state =
        switch (one.state()) {
          case HERE -> "here";
          case QUIET -> "quiet, not heard for " + seconds + " s";
          case GONE -> "gone";
        };
    return String.format("%-16s %s %s", ChatFormat.visible(one.name()), id, state);
  }

  private static String directory(Presence one, Talk here) throws IOException {
    if (one.role() != Introduction.Role.DIRECTORY) {
      return "";
    }
    return (here.isDirectory(one) ? " (directory " : " (another directory, ") + one.key() + ")";
  }

  /** There is another directory; where it has this room, or null if it does not know it. */
  synchronized void follow(RoomFinder.@Nullable Found now) {
    if (now == null) {
      screen.print(
          "The directory that serves now does not know this room; whoever is here can go on talking.");
    } else if (!now.room().equals(inside.room())) {
      move(now);
    }
  }

  private void move(RoomFinder.Found now) {
    // First out, then in: the same room made again elsewhere is still the same to whoever is in it.
    inside.close();
    try {
      inside = talks.make(now);
      where = now;
      screen.print(
          "The room has moved to " + now.room().listing().strip() + "; you are there now.");
    } catch (IOException | IllegalStateException e) {
      screen.print(
          "The room has moved, and cannot be joined: "
              + e.getMessage()
              + ". The cure: exit, and chat again.");
      stay();
    }
  }

  private void stay() {
    try {
      inside = talks.make(where);
    } catch (IOException | IllegalStateException e) {
      screen.print("You are in no room now: " + e.getMessage() + ".");
    }
  }

  @Override
  public synchronized void close() {
    inside.close();
  }
}
