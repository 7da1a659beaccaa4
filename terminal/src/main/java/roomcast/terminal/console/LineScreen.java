package roomcast.terminal.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Plain input and output, for pipes and files. */
final class LineScreen implements Screen {
  private final BufferedReader in;
  private final PrintStream out;
  private final ChatFormat format;

  LineScreen(InputStream in, PrintStream out, ChatFormat format) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    this.format = format;
  }

  @Override
  public Input read(String prompt, Offer offer) {
    out.print(prompt);
    out.flush();
    try {
      String line = in.readLine();
      if (line != null) {
        return new Input.Line(line);
      }
    } catch (IOException unreadable) {
      print("The input cannot be read: " + unreadable.getMessage());
    }
    if (!prompt.isEmpty()) {
      out.println();
    }
    return new Input.Ended();
  }

  @Override
  public void print(String text) {
    out.println(text);
  }

  @Override
  public void note(String text) {
    out.println(text);
  }

  @Override
  public void print(ChatMark line) {
    out.println(format.plain(line));
  }

  @Override
  public void close() {
    out.flush();
  }
}
