package roomcast.program;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who may use what. The table of modules in README.md says the same in words. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("roomcast");

  private static final String[] PLATFORM = {"java..", "org.jspecify.."};

  /** Beside the platform and itself. */
  private static final Map<String, List<String>> MAY_USE =
      new TreeMap<>(
          Map.of(
              "protocol", List.of(),
              "simulation", List.of("roomcast.protocol.."),
              "transport", List.of("roomcast.protocol..", "org.bouncycastle.."),
              "directory", List.of("roomcast.protocol.."),
              "client", List.of("roomcast.protocol..", "roomcast.transport.."),
              "server",
                  List.of(
                      "roomcast.protocol..",
                      "roomcast.transport..",
                      "roomcast.directory..",
                      "roomcast.client..",
                      "picocli.."),
              "terminal",
                  List.of(
                      "roomcast.protocol..",
                      "roomcast.transport..",
                      "roomcast.client..",
                      "picocli..",
                      "org.jline..",
                      "io.avaje.json.."),
              "program", List.of("roomcast.server..", "roomcast.terminal..", "picocli..")));

  /** Decide by state, input and the time handed in, and by nothing else. */
  private static final String[] PURE = {"roomcast.protocol..", "roomcast.directory.."};

  @Test
  void everyModuleUsesOnlyWhatItMay() {
    MAY_USE.forEach((module, others) -> {
      String own = "roomcast." + module + "..";
      List<String> allowed = new ArrayList<>(List.of(PLATFORM));
      allowed.add(own);
      allowed.addAll(others);
      classes()
          .that()
          .resideInAPackage(own)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(allowed.toArray(String[]::new))
          .check(OURS);
    });
  }

  @Test
  void everyClassBelongsToAModuleOfTheTable() {
    assertThat(OURS.stream().map(one -> one.getPackageName().split("\\.", -1)[1]).distinct())
        .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("roomcast.(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void decisionsTouchNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "open sockets, files or logs", ArchitectureTest::isInputOrOutput))
        .check(OURS);
  }

  private static boolean isInputOrOutput(JavaClass used) {
    String name = used.getName();
    return name.startsWith("java.nio.channels.")
        || name.startsWith("java.nio.file.")
        || name.startsWith("java.util.logging.")
        || name.startsWith("java.lang.System$Logger")
        || (name.startsWith("java.net.") && name.endsWith("Socket"))
        || name.equals("java.net.NetworkInterface")
        || (name.startsWith("java.io.") && !name.equals("java.io.Serializable"));
  }

  @Test
  void decisionsTakeNoTimeChanceOrThreadOfTheirOwn() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethodWhere(target(nameMatching("nanoTime|currentTimeMillis")))
        .orShould()
        .callMethodWhere(
            target(nameMatching("now|systemUTC|systemDefaultZone"))
                .and(target(owner(nameMatching("java\\.time\\..*")))))
        .orShould()
        .callMethodWhere(target(nameMatching("randomUUID")))
        .orShould()
        .callMethodWhere(
            target(nameMatching("random")).and(target(owner(nameMatching("java\\.lang\\.Math")))))
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.concurrent\\.(?!TimeUnit).*|java\\.lang\\.Thread.*")
        .check(OURS);
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(PURE)
        .should()
        .notHaveModifier(JavaModifier.SYNCHRONIZED)
        .check(OURS);
  }

  /** Their order differs from run to run; a run could not be repeated. */
  @Test
  void decisionsKeepNothingInCollectionsWithoutOrder() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(PURE)
        .should()
        .notHaveRawType(HashMap.class)
        .andShould()
        .notHaveRawType(HashSet.class)
        .check(OURS);
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callConstructorWhere(target(owner(nameMatching("java\\.util\\.Hash(Map|Set)"))))
        .orShould()
        .callMethodWhere(
            target(nameMatching("of|copyOf|ofEntries"))
                .and(target(owner(nameMatching("java\\.util\\.(Set|Map)")))))
        .check(OURS);
  }

  @Test
  void onlyWhatPeopleRunPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "roomcast.server..",
            "roomcast.terminal..",
            "roomcast.program..",
            "roomcast.simulation..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(OURS);
  }

  @Test
  void namesAreNounsOfTheDomain() {
    noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(OURS);
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..model..")
        .check(OURS);
  }
}
