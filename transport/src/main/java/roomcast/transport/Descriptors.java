package roomcast.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many files and channels the system lets this process open. */
public final class Descriptors {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LABEL = "Max open files";

  private Descriptors() {}

  /** The limit, or nothing where there is none or the system does not tell it as Linux does. */
  public static OptionalLong limit() {
    try {
      for (String line : Files.readAllLines(LIMITS)) {
        if (line.startsWith(LABEL)) {
          String soft = line.substring(LABEL.length()).strip().split(" +", 2)[0];
          return soft.equals("unlimited")
              ? OptionalLong.empty()
              : OptionalLong.of(Long.parseLong(soft));
        }
      }
    } catch (IOException | NumberFormatException unreadable) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }
}
