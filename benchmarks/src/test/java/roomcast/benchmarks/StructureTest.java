package roomcast.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Only {@code peer} knows who is measured; it uses our client as any program does. */
class StructureTest {
  @Test
  void whoIsMeasuredIsKnownInOnePackage() {
    classes()
        .that()
        .resideInAPackage("roomcast.benchmarks")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify..", "org.HdrHistogram..", "roomcast.benchmarks..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("roomcast.benchmarks"));
  }
}
