package roomcast.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.text.TextReplies;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;

/**
 * One dialogue of the text protocol with the directory, from a port of its own. Blocks; for one
 * thread.
 */
public final class CommandDialogue implements AutoCloseable {
  /** How long an answer is waited for. On one network it takes a millisecond. */
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private static final int ATTEMPTS = 3;

  /** A list this long may have been cut off: the longest list less the longest line. */
  private static final int LISTING_CUT_BYTES = 8_192 - 130;

  private final Exchange exchange;

  /**
   * Opens the port; nothing is sent yet.
   *
   * @throws IOException if the interfaces cannot be used
   */
  public CommandDialogue(NetworkSettings network) throws IOException {
    this.exchange =
        new Exchange(
            network.commandGroup(), Interfaces.select(network.interfaces()), network.ttl());
  }

  /**
   * Sends a line and waits for the answer, once.
   *
   * @return the answer, or null if none came in time
   */
  public @Nullable String ask(String line) throws IOException {
    forgetOldAnswers();
    tell(line);
    Exchange.Reply reply = exchange.await(PATIENCE);
    return reply == null ? null : new String(reply.datagram(), StandardCharsets.UTF_8);
  }

  /** What answers a line that was given up answers nothing now. */
  private void forgetOldAnswers() throws IOException {
    Exchange.Reply old = exchange.await(Duration.ZERO);
    while (old != null) {
      old = exchange.await(Duration.ZERO);
    }
  }

  /** Sends a line that has no answer. */
  public void tell(String line) throws IOException {
    exchange.ask(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Asks again, up to three times; only for lines that may arrive twice. */
  public @Nullable String askRepeatedly(String line) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String answer = ask(line);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  /** Connects; false if no directory answers. */
  public boolean connect() throws IOException {
    return TextReplies.GREETING.equals(askRepeatedly("connect"));
  }

  /** All rooms, page by page, or null if the directory stopped answering. */
  public @Nullable List<ListedRoom> rooms() throws IOException {
    List<ListedRoom> rooms = new ArrayList<>();
    String page = askRepeatedly("getdir");
    while (page != null) {
      List<ListedRoom> more = ListedRoom.parse(page);
      rooms.addAll(more);
      boolean mayGoOn = page.getBytes(StandardCharsets.UTF_8).length >= LISTING_CUT_BYTES;
      if (!mayGoOn || more.isEmpty()) {
        return List.copyOf(rooms);
      }
      page = askRepeatedly("getdir " + (rooms.size() + 1));
    }
    return null;
  }

  /** Says goodbye, if anything can still be said, and gives the port back. */
  @Override
  public void close() throws IOException {
    try {
      tell("bye");
    } finally {
      exchange.close();
    }
  }
}
