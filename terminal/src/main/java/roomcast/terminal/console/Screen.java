package roomcast.terminal.console;

/**
 * Where a person types and reads.
 *
 * <p>Two of them: a terminal with line editing, and plain input and output for pipes.
 */
interface Screen extends AutoCloseable {

  /** What came of asking for a line. */
  sealed interface Input {
    /** A line was typed. */
    record Line(String text) implements Input {}

    /** Ctrl-C. */
    record Interrupted() implements Input {}

    /** Ctrl-D, or the input has ended. */
    record Ended() implements Input {}
  }

  /** What Tab offers. */
  enum Offer {
    /** Nothing. */
    NOTHING,
    /** Commands, with the names of rooms behind those that take one. */
    COMMANDS,
    /** Names of rooms. */
    ROOMS,
    /** Names of people, and what begins with a slash. */
    PEOPLE
  }

  /** Waits for a line. */
  Input read(String prompt, Offer offer);

  /** Prints lines; for any thread, also while a line is being typed. */
  void print(String text);

  /** Prints what somebody said; for any thread, also while a line is being typed. */
  void print(ChatMark line);

  /** Prints a remark that is less important than what people say; for any thread. */
  void note(String text);

  @Override
  void close();
}
