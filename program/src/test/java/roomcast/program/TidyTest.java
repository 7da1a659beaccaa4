package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler checks: sizes, words, and that what documents point at is there. */
class TidyTest {
  private static final Path ROOT = Path.of(System.getProperty("roomcast.root"));
  private static final long FILE_LINES_MAX = 500;
  private static final long METHOD_LINES_MAX = 60;
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern JAVA_NAME = Pattern.compile("`([\\w/.-]+\\.java)`");

  /** Words that do not belong into a source, and what belongs there instead. */
  private record BannedWord(Pattern word, Predicate<String> inFile, String instead) {}

  private static final List<BannedWord> BANNED =
      List.of(
          new BannedWord(
              Pattern.compile("FIX" + "ME|TO" + "DO"), file -> true, "do it, or open an issue"),
          new BannedWord(
              Pattern.compile("Thread\\.sl" + "eep"),
              file -> file.contains("src/test"),
              "pass the time in, or wait for a condition with Awaitility"),
          new BannedWord(
              Pattern.compile("@Dis" + "abled(?!\\(\")"),
              file -> file.contains("src/test"),
              "give the reason in brackets"),
          new BannedWord(
              Pattern.compile("print" + "StackTrace"),
              file -> true,
              "say in a sentence what failed, and the cure"),
          new BannedWord(
              Pattern.compile("import static java|import \\S+\\.\\*;"),
              file -> !file.contains("src/test"),
              "import classes, one by one"));

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !name(file).matches("(.*/)?(target|\\.git)/.*"))
          .sorted()
          .toList();
    }
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  @Test
  void filesAndMethodsAreSmall() throws IOException {
    List<Path> sources = files(".java");
    assertThat(sources).hasSizeGreaterThan(50);
    Map<String, Long> tooLong = new TreeMap<>();
    for (Path file : sources) {
      long lines = SourceFile.lines(file);
      if (lines > FILE_LINES_MAX) {
        tooLong.put(name(file), lines);
      }
    }
    SourceFile.methodLines(ROOT, sources)
        .forEach((method, lines) -> {
          if (lines > METHOD_LINES_MAX) {
            tooLong.put(method, lines);
          }
        });
    assertThat(ratchet(tooLong, exceptions())).isEmpty();
  }

  private static Map<String, Long> exceptions() throws IOException {
    Path file = ROOT.resolve("program/src/test/resources/tidy-exceptions.txt");
    Map<String, Long> exceptions = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int space = line.lastIndexOf(' ');
        exceptions.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
      }
    }
    return exceptions;
  }

  /** What to do: new exceptions are not allowed, known ones may only shrink. */
  private static List<String> ratchet(Map<String, Long> tooLong, Map<String, Long> known) {
    List<String> complaints = new ArrayList<>();
    tooLong.forEach((what, lines) -> {
      long allowed = known.getOrDefault(what, 0L);
      if (allowed == 0) {
        complaints.add(what + " has " + lines + " lines: split it");
      } else if (lines > allowed) {
        complaints.add(what + " has grown from " + allowed + " to " + lines + ": shrink it");
      } else if (lines < allowed) {
        complaints.add(what + " has shrunk to " + lines + ": lower it in tidy-exceptions.txt");
      }
    });
    known.keySet().stream()
        .filter(what -> !tooLong.containsKey(what))
        .forEach(
            what -> complaints.add(what + " is small now: remove it from tidy-exceptions.txt"));
    return complaints;
  }

  @Test
  void theRatchetHoldsBothWays() {
    assertThat(ratchet(Map.of("A.java", 501L), Map.of())).hasSize(1);
    assertThat(ratchet(Map.of("A.java", 600L), Map.of("A.java", 600L))).isEmpty();
    assertThat(ratchet(Map.of("A.java", 601L), Map.of("A.java", 600L))).hasSize(1);
    assertThat(ratchet(Map.of("A.java", 599L), Map.of("A.java", 600L))).hasSize(1);
    assertThat(ratchet(Map.of(), Map.of("A.java", 600L))).hasSize(1);
  }

  @Test
  void bannedWordsDoNotOccur() throws IOException {
    List<String> complaints = new ArrayList<>();
    for (Path file : files(".java")) {
      String name = name(file);
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        for (BannedWord banned : BANNED) {
          Matcher found = banned.word().matcher(line);
          if (banned.inFile().test(name) && found.find()) {
            complaints.add(name + ":" + number + ": " + found.group() + " - " + banned.instead());
          }
        }
      }
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() throws IOException {
    for (Path source : files(".java")) {
      if (name(source).contains("src/main")) {
        Path info = source.resolveSibling("package-info.java");
        assertThat(info).exists();
        assertThat(Files.readString(info)).startsWith("/**").contains("@NullMarked");
      }
    }
  }

  @Test
  void everyModuleHasAReadmeAndDocumentsAreShort() throws IOException {
    Matcher modules =
        Pattern.compile("<module>(.*?)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    int found = 0;
    while (modules.find()) {
      found++;
      Path readme = ROOT.resolve(modules.group(1)).resolve("README.md");
      assertThat(readme).exists();
      // What is indented is an example, which may be long if a test compiles it.
      long prose =
          Files.readAllLines(readme).stream().filter(line -> !line.startsWith("    ")).count();
      assertThat(prose).as(name(readme)).isBetween(10L, 40L);
    }
    assertThat(found).isEqualTo(9);
    assertThat(SourceFile.lines(ROOT.resolve("README.md"))).isLessThanOrEqualTo(120);
    assertThat(SourceFile.lines(ROOT.resolve("CONTRIBUTING.md"))).isLessThanOrEqualTo(60);
    assertThat(SourceFile.lines(ROOT.resolve("docs/ARCHITECTURE.md"))).isLessThanOrEqualTo(400);
  }

  @Test
  void whatDocumentsPointAtIsThere() throws IOException {
    List<String> complaints = new ArrayList<>();
    List<String> sources = files(".java").stream().map(TidyTest::name).toList();
    int links = 0;
    for (Path document : files(".md")) {
      String text = Files.readString(document);
      Matcher link = LINK.matcher(text);
      while (link.find()) {
        if (!link.group(1).matches("(https?|mailto):.*")) {
          links++;
          checkLink(document, link.group(1), complaints);
        }
      }
      Matcher source = JAVA_NAME.matcher(text);
      while (source.find()) {
        String wanted = "/" + source.group(1);
        if (sources.stream().noneMatch(one -> ("/" + one).endsWith(wanted))) {
          complaints.add(name(document) + " names " + source.group(1) + ", which is not there");
        }
      }
    }
    assertThat(complaints).isEmpty();
    assertThat(links).isGreaterThan(20);
  }

  private static void checkLink(Path document, String link, List<String> complaints)
      throws IOException {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
    if (!Files.exists(target)) {
      complaints.add(name(document) + " links to " + link + ", which is not there");
    } else if (hash >= 0 && !anchors(target).contains(link.substring(hash + 1))) {
      complaints.add(name(document) + " links to " + link + ", but there is no such heading");
    }
  }

  private static List<String> anchors(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}
