package roomcast.program;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A Java source as the compiler's parser sees it. */
final class SourceFile {
  private SourceFile() {}

  /**
   * The lines that each method of the files takes, by {@code FILE:METHOD}; the longest of a name.
   */
  static Map<String, Long> methodLines(Path root, List<Path> files) throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager sources = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  sources,
                  problem -> {},
                  null,
                  null,
                  sources.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        String file = root.relativize(Path.of(unit.getSourceFile().toUri())).toString();
        LineMap map = unit.getLineMap();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long first = map.getLineNumber(positions.getStartPosition(unit, method));
            long last = map.getLineNumber(positions.getEndPosition(unit, method));
            lines.merge(file + ":" + method.getName(), last - first + 1, Math::max);
            return super.visitMethod(method, null);
          }
        }.scan(unit, null);
      }
    }
    return lines;
  }

  /** How many lines a file has. */
  static long lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }
}
