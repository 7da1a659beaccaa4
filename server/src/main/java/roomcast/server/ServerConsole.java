package roomcast.server;

import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Prints lines on a thread of its own, so that a terminal that does not read never stops the
 * server.
 *
 * <p>As many lines as fit wait; what comes beyond is dropped, and the caller is told, who counts
 * it.
 */
final class ServerConsole implements AutoCloseable {
  private static final int LINES_MAX = 8_192;
  private static final long CLOSE_MILLIS = 1_000;

  private enum Kind {
    ORIGINAL,
    NOTE,
    /** Ends the thread; never printed. */
    END
  }

  private record Line(Kind kind, String text) {}

  private final PrintStream out;
  private final PrintStream notes;
  private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(LINES_MAX);
  private final Thread printer;

  /**
   * Starts to print.
   *
   * @param out for what the original's console shows
   * @param notes for everything else that a person should know
   */
  ServerConsole(PrintStream out, PrintStream notes) {
    this.out = out;
    this.notes = notes;
    this.printer = Thread.ofPlatform().name("console").daemon().start(this::printAll);
  }

  /** A line of the original's console; false if it was dropped. */
  boolean print(String line) {
    return lines.offer(new Line(Kind.ORIGINAL, line));
  }

  /** Something that the original would not have said; false if it was dropped. */
  boolean note(String line) {
    return lines.offer(new Line(Kind.NOTE, line));
  }

  private void printAll() {
    try {
      for (Line line = lines.take(); line.kind() != Kind.END; line = lines.take()) {
        PrintStream stream = line.kind() == Kind.NOTE ? notes : out;
        stream.println(line.text());
        if (lines.isEmpty()) {
          stream.flush();
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    out.flush();
    notes.flush();
  }

  /** Prints what still waits, for at most a second. */
  @Override
  public void close() {
    try {
      if (lines.offer(new Line(Kind.END, ""), CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        printer.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
