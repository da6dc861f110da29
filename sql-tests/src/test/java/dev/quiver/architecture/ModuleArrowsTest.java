package dev.quiver.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The arrows of docs/ARCHITECTURE.md: driver → planner → storage → functions, and what each may not
 * know.
 */
class ModuleArrowsTest {
  private static JavaClasses product;

  @BeforeAll
  static void importProduct() {
    product =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                "dev.quiver.functions",
                "dev.quiver.storage",
                "dev.quiver.planner",
                "dev.quiver.driver");
    assertThat(product.stream().map(JavaClass::getPackageName))
        .as("every module is imported")
        .anyMatch(p -> p.startsWith("dev.quiver.functions"))
        .anyMatch(p -> p.startsWith("dev.quiver.storage"))
        .anyMatch(p -> p.startsWith("dev.quiver.planner"))
        .anyMatch(p -> p.startsWith("dev.quiver.driver"));
  }

  @Test
  void modulesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("functions")
        .definedBy("dev.quiver.functions..")
        .layer("storage")
        .definedBy("dev.quiver.storage..")
        .layer("planner")
        .definedBy("dev.quiver.planner..")
        .layer("driver")
        .definedBy("dev.quiver.driver..")
        .whereLayer("driver")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("planner")
        .mayOnlyBeAccessedByLayers("driver")
        .whereLayer("storage")
        .mayOnlyBeAccessedByLayers("planner", "driver")
        .check(product);
  }

  @Test
  void storageAndFunctionsKnowNoSqlEngine() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.quiver.storage..", "dev.quiver.functions..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.calcite..", "java.sql..", "javax.sql..")
        .check(product);
  }

  @Test
  void plannerKnowsNoJdbc() {
    noClasses()
        .that()
        .resideInAPackage("dev.quiver.planner..")
        .and(notGenerated())
        .should()
        .dependOnClassesThat(jdbcApi())
        .check(product);
  }

  @Test
  void nothingIsCompiledAtRunTime() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.codehaus.janino..",
            "org.apache.calcite.adapter.enumerable..",
            "org.apache.calcite.linq4j.tree..",
            "sun.misc..")
        .check(product);
  }

  @Test
  void packagesAreNamedForWhatTheyHold() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper..")
        .check(product);
  }

  @Test
  void aWrongArrowIsCaught() {
    assertThatThrownBy(
            () ->
                classes()
                    .that()
                    .resideInAPackage("dev.quiver.storage..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..")
                    .check(product))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("dev.quiver.functions");
  }

  private static DescribedPredicate<JavaClass> notGenerated() {
    return DescribedPredicate.describe(
        "not generated",
        c -> !c.getPackageName().startsWith("dev.quiver.planner.parser.generated"));
  }

  private static DescribedPredicate<JavaClass> jdbcApi() {
    return DescribedPredicate.describe(
        "the JDBC API",
        c -> c.getPackageName().equals("java.sql") || c.getPackageName().equals("javax.sql"));
  }
}
