package roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final String INDENT = "    ";

  @TempDir private Path folder;

  @Test
  void theExampleCompiles() throws Exception {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    List<String> example =
        readme.stream()
            .dropWhile(line -> !line.startsWith(INDENT + "import "))
            .takeWhile(line -> line.isEmpty() || line.startsWith(INDENT))
            .map(line -> line.isEmpty() ? line : line.substring(INDENT.length()))
            .toList();
    assertThat(example).hasSizeBetween(25, 45);
    Path source = Files.write(folder.resolve("Hello.java"), example);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-cp", path, "-d", folder.toString(), "-Xlint:all,-processing", "-Werror");
      boolean compiles =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(compiles).as(said.toString()).isTrue();
    }
    assertThat(folder.resolve("Hello.class")).exists();
  }
}
