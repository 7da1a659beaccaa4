package roomcast.terminal.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import roomcast.client.DirectoryClient;
import roomcast.client.ListedRoom;
import roomcast.client.RoomFinder;
import roomcast.client.Roomcast;
import roomcast.protocol.RoomName;
import roomcast.protocol.text.TextReplies;
import roomcast.terminal.ExitCode;
import roomcast.terminal.Messages;
import roomcast.transport.NetworkSettings;
import roomcast.transport.NoSuchInterfaceException;

/**
 * A command that does one thing and ends: results on standard output, messages on standard error.
 */
abstract class OneShot implements Callable<Integer> {
  /** Ends a command early. */
  static final class Ended extends Exception {
    private static final long serialVersionUID = 1L;
    final int exitCode;

    Ended(int exitCode, String message) {
      super(message);
      this.exitCode = exitCode;
    }
  }

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin private NetworkOptions networkOptions = new NetworkOptions();

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** In UTF-8 wherever it goes: names are not all Latin. */
  final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);

  final PrintStream messages = new PrintStream(System.err, true, StandardCharsets.UTF_8);

  /** Does it. */
  abstract int run(NetworkSettings network) throws IOException, InterruptedException, Ended;

  @Override
  public final Integer call() {
    int exitCode;
    try {
      exitCode = run(networkOptions.settings());
    } catch (Ended ended) {
      exitCode = ended.exitCode;
      say(String.valueOf(ended.getMessage()));
    } catch (NoSuchInterfaceException | IllegalArgumentException e) {
      exitCode = ExitCode.USAGE;
      say(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      exitCode = ExitCode.REFUSED;
      say(e.getMessage() + "; 'roomcast doctor' shows more");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      exitCode = ExitCode.REFUSED;
    }
    out.flush();
    return exitCode;
  }

  /** A message to whoever runs this. */
  final void say(String message) {
    messages.println("roomcast " + spec.name() + ": " + message);
  }

  /** All rooms. */
  static List<ListedRoom> rooms(NetworkSettings network) throws IOException, Ended {
    List<ListedRoom> rooms = new DirectoryClient(network).rooms();
    if (rooms == null) {
      throw noDirectory(network);
    }
    return rooms;
  }

  /** The room of that name. */
  static ListedRoom room(NetworkSettings network, String name) throws IOException, Ended {
    ListedRoom room = DirectoryClient.called(name, rooms(network));
    if (room == null) {
      throw new Ended(ExitCode.REFUSED, Messages.noSuchRoom(name) + "; 'roomcast make' makes one");
    }
    return room;
  }

  /** The room of that name, at the directory, or as it was remembered. */
  final RoomFinder.Found find(Roomcast roomcast, String name) throws IOException, Ended {
    if (RoomName.parse(name) == null) {
      throw new Ended(
          ExitCode.REFUSED, Messages.noSuchRoom(name) + "; 'roomcast rooms' lists them");
    }
    RoomFinder.Found found = roomcast.finder().find(name);
    if (found == null) {
      if (roomcast.finder().hasDirectory()) {
        throw new Ended(
            ExitCode.REFUSED, Messages.noSuchRoom(name) + "; 'roomcast make' makes one");
      }
      throw noDirectory(roomcast.network());
    }
    if (found.source() == RoomFinder.Source.REMEMBERED) {
      say("no directory answers; the room is taken to be where it was");
    }
    return found;
  }

  static Ended noDirectory(NetworkSettings network) {
    return new Ended(ExitCode.NO_DIRECTORY, Messages.noDirectory(network));
  }

  /** What became of a request, as an exit code; says why not, if it was not done. */
  final int exitCode(DirectoryClient.Outcome outcome, NetworkSettings network, String room) {
    return switch (outcome) {
      case DirectoryClient.Outcome.Done done -> ExitCode.DONE;
      case DirectoryClient.Outcome.NoDirectory none -> {
        say(Messages.noDirectory(network));
        yield ExitCode.NO_DIRECTORY;
      }
      case DirectoryClient.Outcome.Refused refused -> {
        say(why(refused.words(), room));
        yield ExitCode.REFUSED;
      }
    };
  }

  private static String why(String words, String room) {
    return switch (words) {
      case TextReplies.TAKEN -> "there is a room " + room + " already";
      case TextReplies.UNKNOWN -> Messages.noSuchRoom(room);
      case TextReplies.FULL -> "the directory has no space for another room";
      default -> "the directory says: " + words.lines().findFirst().orElse("");
    };
  }

  /** Refuses a name that no directory of ours would take. */
  static void checkRoomName(String name) throws Ended {
    @Nullable String wrong = RoomName.whyNotAllowed(name);
    if (wrong != null) {
      throw new Ended(ExitCode.REFUSED, "the room name '" + name + "' " + wrong);
    }
  }
}
