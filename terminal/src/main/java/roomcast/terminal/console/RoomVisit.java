package roomcast.terminal.console;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import roomcast.client.ListedRoom;
import roomcast.client.Pace;
import roomcast.client.TextRoom;
import roomcast.protocol.text.ChatLine;
import roomcast.terminal.console.Screen.Input;
import roomcast.terminal.console.Screen.Offer;
import roomcast.transport.NetworkSettings;

/** A person in a room. */
final class RoomVisit implements AutoCloseable {
  private static final String HELP =
      """
      Every line is sent to the room, but:
      exit, /exit        leave the room (also Ctrl-D)
      /rooms             list the rooms
      /help              this text
      //TEXT             send a line that begins with a slash\
      """;

  private final NetworkSettings network;
  private final ListedRoom room;
  private final String name;
  private final Screen screen;
  private final Completions completions;
  private final Pace pace = new Pace(System.nanoTime());
  private TextRoom inside;

  /** Goes in. */
  RoomVisit(
      NetworkSettings network, ListedRoom room, String name, Screen screen, Completions completions)
      throws IOException {
    this.network = network;
    this.room = room;
    this.name = name;
    this.screen = screen;
    this.completions = completions;
    this.inside = new TextRoom(network, room.address(), this::heard);
  }

  String roomName() {
    return room.name();
  }

  private void heard(InetSocketAddress source, ChatLine line) {
    completions.heard(line.name());
    screen.print(line);
  }

  /**
   * Sends every line until the person leaves.
   *
   * @param listRooms what {@code /rooms} does
   */
  void talk(Runnable listRooms) {
    while (screen.read("", Offer.PEOPLE) instanceof Input.Line line) {
      String text = line.text();
      switch (text.strip()) {
        case "exit", "/exit" -> {
          return;
        }
        case "/help" -> screen.print(HELP);
        case "/rooms" -> listRooms.run();
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
      pace.await();
      if (!current().speak(name, text)) {
        screen.print("Not sent: no network takes it. 'roomcast doctor' shows why.");
      }
    } catch (IllegalArgumentException e) {
      screen.print("Not sent: " + e.getMessage() + ".");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized TextRoom current() {
    return inside;
  }

  /** There is another directory; where it has this room, or null if it does not know it. */
  synchronized void follow(@Nullable ListedRoom now) {
    if (now == null) {
      screen.print(
          "The directory that serves now does not know this room; whoever is here can go on talking.");
    } else if (!now.address().equals(inside.address())) {
      try {
        TextRoom next = new TextRoom(network, now.address(), this::heard);
        inside.close();
        inside = next;
        screen.print("The room has moved to " + now.line() + "; you are there now.");
      } catch (IOException e) {
        screen.print("The room has moved, and cannot be joined: " + e.getMessage());
      }
    }
  }

  @Override
  public synchronized void close() {
    inside.close();
  }
}
