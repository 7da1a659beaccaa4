package roomcast.terminal.console;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roomcast.client.DirectoryClient;
import roomcast.client.FoundDirectory;
import roomcast.client.ListedRoom;
import roomcast.client.RoomFinder;
import roomcast.client.Roomcast;
import roomcast.protocol.RoomName;
import roomcast.protocol.text.ChatLine;
import roomcast.terminal.ExitCode;
import roomcast.terminal.Messages;
import roomcast.terminal.console.Screen.Input;
import roomcast.terminal.console.Screen.Offer;
import roomcast.transport.NetworkSettings;

/**
 * The original client's console: the top level with its three commands.
 *
 * <p>Beyond the original, every command works at every prompt, with its argument on the same line.
 */
final class Console {
  private static final String HELP =
      """
      connect            talk to the directory: makeroom, deleteroom, getdir; bye ends it
      name [NAME]        choose your chat name
      chat [ROOM]        go into a room; exit leaves it
      rooms, getdir      list the rooms
      makeroom ROOM      make a room
      deleteroom ROOM    delete a room
      trust ROOM         accept the key of the directory that has the room now
      quit               end (also Ctrl-D)\
      """;

  private final NetworkSettings network;
  private final Screen screen;
  private final Roomcast roomcast;
  private final DirectoryGuide guide;
  private final Completions completions;
  private final RoomNames roomNames;
  private @Nullable String name;
  private volatile @Nullable RoomVisit visit;

  /**
   * @param name the chat name, or null if it is to be asked for
   * @param program see {@link DirectoryGuide}
   * @param screens makes the screen, which needs what Tab offers
   */
  Console(
      NetworkSettings network,
      @Nullable String name,
      @Nullable List<String> program,
      ScreenMaker screens)
      throws IOException {
    this.network = network;
    this.name = name;
    this.roomNames = new RoomNames(network);
    this.completions = new Completions(roomNames::get);
    this.screen = screens.make(completions);
    this.roomcast = Roomcast.open(network, System.getenv(), this::report);
    this.guide = new DirectoryGuide(network, program, screen, this::directoryChanged);
  }

  private void report(String sentence) {
    screen.print(DirectoryGuide.sentence(sentence));
  }

  /** Opens the screen. */
  interface ScreenMaker {
    Screen make(Completions completions) throws IOException;
  }

  /** Runs until the person leaves; returns the exit code. */
  int run() {
    guide.begin();
    try {
      boolean going = true;
      while (going) {
        screen.print("Command list: connect, name, chat");
        going = command(screen.read("Command: ", Offer.COMMANDS)) || !mayLeave();
      }
      return ExitCode.DONE;
    } finally {
      roomcast.close();
      guide.close();
      screen.close();
    }
  }

  /** Carries out a line of the top level; false if the person wants to leave. */
  private boolean command(Input input) {
    if (!(input instanceof Input.Line line)) {
      return false;
    }
    Typed typed = Typed.of(line.text());
    switch (typed.word()) {
      case "" -> {}
      case "quit" -> {
        return false;
      }
      case "connect" -> dialogue();
      default -> {
        if (!common(typed)) {
          screen.print("There is no command '" + typed.word() + "'. Type help for the commands.");
        }
      }
    }
    return true;
  }

  /** The commands that work at both prompts; false if this is none of them. */
  private boolean common(Typed typed) {
    switch (typed.word()) {
      case "help", "?" -> screen.print(HELP);
      case "name" -> chooseName(typed.argument());
      case "chat" -> chat(typed.argument());
      case "rooms" -> listRooms();
      case "trust" -> trust(typed.argument());
      case "getdir", "makeroom", "deleteroom" -> single(typed);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void dialogue() {
    if (guide.ensure() == null) {
      return;
    }
    try (DirectoryDialogue dialogue = new DirectoryDialogue(network, screen)) {
      if (!dialogue.connect()) {
        noAnswer();
        return;
      }
      while (dialogue.isOpen()) {
        Offer offer = dialogue.isAsked() ? Offer.ROOMS : Offer.COMMANDS;
        if (!(screen.read("Input:", offer) instanceof Input.Line line)) {
          break;
        }
        Typed typed = Typed.of(line.text());
        boolean local =
            !dialogue.isAsked()
                && List.of("help", "?", "name", "chat", "rooms", "trust").contains(typed.word());
        if (local) {
          common(typed);
        } else {
          dialogue.take(line.text(), typed);
          roomNames.forget();
        }
      }
      screen.print("Connection closed");
    } catch (IOException e) {
      networkFailed(e);
    }
  }

  /** A directory command at the top level: connected for this one, without the greeting. */
  private void single(Typed typed) {
    if (guide.ensure() == null) {
      return;
    }
    try (DirectoryDialogue dialogue = new DirectoryDialogue(network, screen)) {
      if (!dialogue.connectSilently()) {
        noAnswer();
        return;
      }
      dialogue.take(typed.line(), typed);
      while (dialogue.isAsked()
          && screen.read("Input:", Offer.ROOMS) instanceof Input.Line answer) {
        dialogue.take(answer.text(), Typed.of(answer.text()));
      }
      roomNames.forget();
    } catch (IOException e) {
      networkFailed(e);
    }
  }

  private void chooseName(String given) {
    String wanted = given;
    if (wanted.isEmpty()) {
      screen.print("Please enter your chat name");
      if (!(screen.read("Enter chat name:", Offer.NOTHING) instanceof Input.Line line)) {
        return;
      }
      wanted = line.text().strip();
    }
    String wrong = ChatLine.whyNoName(wanted);
    if (wrong == null) {
      name = wanted;
    } else {
      String kept = name == null ? "" : " It stays " + name + ".";
      screen.print("A chat name that " + wrong + " cannot be used." + kept);
    }
  }

  private void listRooms() {
    List<ListedRoom> rooms = rooms();
    if (rooms != null) {
      screen.print(rooms.isEmpty() ? "There are no rooms; makeroom makes one." : lines(rooms));
    }
  }

  private static String lines(List<ListedRoom> rooms) {
    return String.join("\n", rooms.stream().map(ListedRoom::line).toList());
  }

  /** All rooms, or null if they are not to be had; the person has been told. */
  private @Nullable List<ListedRoom> rooms() {
    if (guide.ensure() == null) {
      return null;
    }
    try {
      List<ListedRoom> rooms = new DirectoryClient(network).rooms();
      if (rooms == null) {
        noAnswer();
      }
      return rooms;
    } catch (IOException e) {
      networkFailed(e);
      return null;
    }
  }

  private void chat(String given) {
    String wanted = given;
    if (wanted.isEmpty()) {
      screen.print("Please enter the chat room name");
      if (!(screen.read("chat room name:", Offer.ROOMS) instanceof Input.Line line)) {
        return;
      }
      wanted = line.text().strip();
    }
    if (wanted.isEmpty()) {
      return;
    }
    RoomFinder.Found found = find(wanted);
    if (found == null) {
      return;
    }
    if (name == null) {
      chooseName("");
    }
    String speaker = name;
    if (speaker == null) {
      return;
    }
    try (RoomVisit here = new RoomVisit(found, one -> talk(one, speaker), screen)) {
      visit = here;
      screen.print("Enter the chat room");
      here.talk(this::listRooms, () -> trust(here.room().name().text()));
    } catch (IOException e) {
      networkFailed(e);
    } finally {
      visit = null;
    }
  }

  private void trust(String given) {
    RoomName wanted = RoomName.parse(given);
    if (wanted == null) {
      screen.print("Which room? Type trust and its name; 'rooms' lists them.");
      return;
    }
    try {
      screen.print(
          DirectoryGuide.sentence(Messages.trust(roomcast.finder().trust(wanted), given, network)));
    } catch (IOException e) {
      networkFailed(e);
    }
  }

  private Talk talk(RoomFinder.Found found, String speaker) throws IOException {
    return found.source() == RoomFinder.Source.ORIGINAL
        ? new PlainTalk(network, found.room(), speaker, screen, completions)
        : new NativeTalk(
            roomcast, found.room(), speaker, screen, completions, InstantSource.system());
  }

  /** The room of that name, or null; the person has been told. */
  private RoomFinder.@Nullable Found find(String wanted) {
    // With the directory gone, a room that is known can be gone into all the same.
    FoundDirectory directory = guide.ensure();
    try {
      RoomFinder.Found found = roomcast.finder().find(wanted);
      if (found != null) {
        if (found.source() == RoomFinder.Source.REMEMBERED) {
          screen.print(
              "No directory answers; the room is taken to be where it was. Programs that speak"
                  + " only plain text are not heard until one is back.");
        }
        return found;
      }
      if (directory != null && roomcast.finder().hasDirectory()) {
        screen.print(
            "There is no room "
                + wanted
                + ". 'rooms' lists them, 'makeroom "
                + wanted
                + "' makes this one.");
      } else if (directory != null) {
        noAnswer();
      }
    } catch (IOException e) {
      networkFailed(e);
    }
    return null;
  }

  /** A room that a person is in may have another address now; told on the presence's thread. */
  private void directoryChanged(@Nullable FoundDirectory present) {
    RoomVisit here = visit;
    if (present == null || here == null) {
      return;
    }
    try {
      RoomFinder.Found now = roomcast.finder().find(here.room().name().text());
      if (roomcast.finder().hasDirectory()) {
        here.follow(now);
      }
    } catch (IOException networkDown) {
      screen.print("Whether the room has moved is not known: " + networkDown.getMessage());
    }
  }

  private void noAnswer() {
    guide.doubt();
    screen.print(DirectoryGuide.sentence(Messages.noDirectory(network)));
  }

  private void networkFailed(IOException e) {
    guide.doubt();
    screen.print(
        "The network cannot be used: " + e.getMessage() + ". 'roomcast doctor' shows more.");
  }

  /** Asks, if others use the directory that this console has started. */
  private boolean mayLeave() {
    int others = guide.others();
    if (others == 0) {
      return true;
    }
    screen.print(
        (others == 1 ? "One other program uses" : others + " other programs use")
            + " the directory that this console has started.");
    while (true) {
      Input answer =
          screen.read(
              "End it too? yes, no (stay here) or keep (leave it running): ", Offer.NOTHING);
      if (!(answer instanceof Input.Line line)) {
        guide.leaveRunning();
        return true;
      }
      switch (line.text().strip().toLowerCase(Locale.ROOT)) {
        case "y", "yes" -> {
          return true;
        }
        case "n", "no" -> {
          return false;
        }
        case "k", "keep" -> {
          guide.leaveRunning();
          return true;
        }
        default -> screen.print("Please answer yes, no or keep.");
      }
    }
  }
}
