package roomcast.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that would make two runs of a seed differ. */
class BansTest {
  private static final Pattern BANNED =
      Pattern.compile(
          "Hash(Map|Set)\\b|\\b(Set|Map)\\.of\\(|java\\.util\\.Random\\b|nanoTime\\(|currentTimeMillis\\("
              + "|Instant\\.now|randomUUID|Math\\.random|\\bThread\\b|Executor|synchronized");

  @Test
  void nothingWithoutAnOrderOrWithAClock() throws IOException {
    Path sources = Path.of("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      List<String> found =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(BansTest::complaints)
              .toList();
      assertThat(found).isEmpty();
    }
  }

  private static Stream<String> complaints(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.strip().startsWith("*") && BANNED.matcher(line).find())
          .filter(line -> !line.contains("System.nanoTime} may"))
          .map(line -> file.getFileName() + ": " + line.strip());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
