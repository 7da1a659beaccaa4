package roomcast.terminal.console;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A terminal with line editing, history and completion; a message never breaks the line being
 * typed.
 */
final class TerminalScreen implements Screen {
  private final Terminal terminal;
  private final LineReader reader;
  private final ChatFormat format;

  /** Lines of a paste that have not been taken yet. */
  private final Deque<String> pasted = new ArrayDeque<>();

  private volatile Offer offer = Offer.NOTHING;

  /**
   * Takes the terminal over.
   *
   * @param completion gives what Tab offers, from the kind of offer and what stands before the
   *     cursor
   */
  TerminalScreen(ChatFormat format, BiFunction<Offer, String, List<String>> completion)
      throws IOException {
    this.format = format;
    // Asking the terminal about grapheme clusters takes seconds where nobody answers.
    this.terminal = TerminalBuilder.builder().system(true).graphemeCluster(false).build();
    DefaultParser words = new DefaultParser();
    words.setQuoteChars(new char[0]);
    words.setEscapeChars(new char[0]);
    words.setEofOnUnclosedQuote(false);
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(words)
            .completer((from, line, candidates) -> {
              for (String one : completion.apply(offer, before(line))) {
                candidates.add(candidate(one));
              }
            })
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
            .variable(LineReader.HISTORY_SIZE, 1_000)
            .build();
  }

  private static String before(ParsedLine line) {
    return line.line().substring(0, line.cursor());
  }

  private static Candidate candidate(String text) {
    // A name in a room already ends with its colon and a space.
    return new Candidate(text.strip(), text.strip(), null, null, null, null, true);
  }

  @Override
  public Input read(String prompt, Offer kind) {
    String waiting = pasted.poll();
    if (waiting != null) {
      return new Input.Line(waiting);
    }
    offer = kind;
    try {
      String typed = reader.readLine(prompt);
      List<String> lines = typed.lines().toList();
      if (lines.isEmpty()) {
        return new Input.Line("");
      }
      pasted.addAll(lines.subList(1, lines.size()));
      return new Input.Line(lines.getFirst());
    } catch (UserInterruptException interrupted) {
      return interrupted.getPartialLine().isEmpty() ? new Input.Interrupted() : read(prompt, kind);
    } catch (EndOfFileException ended) {
      return new Input.Ended();
    } finally {
      offer = Offer.NOTHING;
    }
  }

  @Override
  public void print(String text) {
    // printAbove takes a last line feed for its own.
    reader.printAbove(text.endsWith("\n") ? text + "\n" : text);
  }

  @Override
  public void print(ChatMark line) {
    reader.printAbove(format.styled(line));
  }

  @Override
  public void note(String text) {
    reader.printAbove(format.faint(text));
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      System.err.println("The terminal could not be given back: " + e.getMessage());
    }
  }
}
