package roomcast.terminal.console;

/**
 * A typed line as a command.
 *
 * @param line the whole line
 * @param word its first word
 * @param argument the rest, without the spaces around it
 */
record Typed(String line, String word, String argument) {

  static Typed of(String line) {
    String stripped = line.strip();
    int space = stripped.indexOf(' ');
    return space < 0
        ? new Typed(line, stripped, "")
        : new Typed(line, stripped.substring(0, space), stripped.substring(space + 1).strip());
  }
}
