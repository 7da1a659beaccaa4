package roomcast.terminal.console;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roomcast.client.DirectoryFinder;
import roomcast.client.DirectoryPresence;
import roomcast.client.FoundDirectory;
import roomcast.client.StatusQuery;
import roomcast.terminal.Messages;
import roomcast.transport.NetworkSettings;

/**
 * Sees to it that there is a directory: finds one, or starts a temporary one, and tells the person
 * when it goes and comes.
 */
final class DirectoryGuide implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(10);

  /** Told of the directory that answers now, or null. */
  interface Listener {
    void changed(@Nullable FoundDirectory present);
  }

  private final NetworkSettings network;
  private final @Nullable List<String> program;
  private final Screen screen;
  private final Listener listener;
  private final Object searching = new Object();
  private volatile @Nullable FoundDirectory present;
  private @Nullable TemporaryDirectory temporary;
  private @Nullable DirectoryPresence presence;

  /**
   * Knows of none yet.
   *
   * @param program the command that runs this program, to start a temporary directory with; null if
   *     none is to be started
   */
  DirectoryGuide(
      NetworkSettings network, @Nullable List<String> program, Screen screen, Listener listener) {
    this.network = network;
    this.program = program;
    this.screen = screen;
    this.listener = listener;
  }

  /** Looks in the background, so that the person can type meanwhile. */
  void begin() {
    Thread.ofPlatform().name("guide").daemon().start(this::ensure);
  }

  /**
   * The directory; looks for it, and starts one if there is none and it may.
   *
   * @return null if there is none; the person has been told
   */
  @Nullable FoundDirectory ensure() {
    synchronized (searching) {
      FoundDirectory known = present;
      if (known != null) {
        return known;
      }
      try {
        FoundDirectory found = new DirectoryFinder(network).find();
        if (found == null) {
          found = start();
        }
        present = found;
        if (presence == null) {
          presence = new DirectoryPresence(network, found, this::changed);
        }
        return found;
      } catch (IOException e) {
        screen.print("The network cannot be used: " + e.getMessage());
        return null;
      }
    }
  }

  private @Nullable FoundDirectory start() throws IOException {
    List<String> command = program;
    if (command == null) {
      screen.print(sentence(Messages.noDirectory(network)));
      return null;
    }
    if (temporary == null || !temporary.isAlive()) {
      screen.print("No directory on this network; starting a temporary one.");
      temporary = new TemporaryDirectory(command, network);
    }
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      FoundDirectory found = new DirectoryFinder(network).findQuickly();
      if (found != null) {
        screen.print(
            temporary.isAlive()
                ? "The temporary directory is ready; others find it, and it ends when you leave."
                : "Found the directory of " + found.label() + ".");
        return found;
      }
      if (!temporary.isAlive() && !waitForAnother()) {
        break;
      }
    }
    screen.print(
        "The temporary directory could not start: "
            + temporary.lastMessage()
            + "\n'roomcast doctor' shows more.");
    return null;
  }

  /** Ours has ended; perhaps because it has just heard another. */
  private boolean waitForAnother() throws IOException {
    return new DirectoryFinder(network).find() != null;
  }

  private void changed(@Nullable FoundDirectory now) {
    FoundDirectory before = present;
    present = now;
    if (before != null && now != null && before.standing().startId() == now.standing().startId()) {
      // We have found it ourselves in the meantime.
      return;
    }
    if (now == null) {
      screen.print(
          "The directory is gone. People in a room can go on talking; rooms cannot be listed or made,"
              + " and programs that speak only plain text are not heard.");
    } else {
      screen.print(
          (before != null ? "Another directory serves now: " : "A directory is here: ")
              + now.label()
              + ".");
    }
    listener.changed(now);
  }

  /** The directory did not answer: it is looked for again next time. */
  void doubt() {
    present = null;
  }

  /** How many others use the directory that we started; 0 if we started none. */
  int others() {
    FoundDirectory serving = present;
    boolean ours = temporary != null && temporary.isAlive();
    if (!ours || serving == null || !serving.standing().temporary()) {
      return 0;
    }
    try {
      String lines = StatusQuery.lines(network);
      Map<String, Long> numbers = StatusQuery.numbers(lines == null ? "" : lines);
      long staying = numbers.getOrDefault("programs-staying", 1L) - 1;
      long engaged = numbers.getOrDefault("text-clients-engaged", 0L);
      return Math.clamp(staying + engaged, 0, Integer.MAX_VALUE);
    } catch (IOException networkDown) {
      return 0;
    }
  }

  /** Leaves the directory that we started to itself. */
  void leaveRunning() {
    if (temporary != null) {
      temporary.leave();
      temporary = null;
    }
  }

  static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  /** Ends the directory that we started, if it has not been left to itself. */
  @Override
  public void close() {
    if (presence != null) {
      presence.close();
    }
    if (temporary != null) {
      temporary.end();
    }
  }
}
