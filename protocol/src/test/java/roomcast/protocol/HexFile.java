package roomcast.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Test vectors in docs/vectors: hexadecimal digits with white space between; a # begins a comment;
 * "N * XX" repeats a byte.
 */
public final class HexFile {
  private static final Path FOLDER =
      Path.of(System.getProperty("roomcast.root"), "docs", "vectors");

  private HexFile() {}

  /** The files whose names begin so, in the order of their names. */
  public static List<Path> named(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
    }
  }

  /** The bytes of a vector, by its name without the ending. */
  public static byte[] read(String name) throws IOException {
    return read(FOLDER.resolve(name + ".hex"));
  }

  /** The bytes of a file. */
  public static byte[] read(Path file) throws IOException {
    String digits =
        Files.readAllLines(file).stream()
            .map(line -> line.replaceAll("#.*", "").strip())
            .map(line -> {
              int times = line.indexOf(" * ");
              return times < 0
                  ? line.replace(" ", "")
                  : line.substring(times + 3).repeat(Integer.parseInt(line.substring(0, times)));
            })
            .collect(Collectors.joining());
    return HexFormat.of().parseHex(digits);
  }
}
