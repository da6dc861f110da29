package dev.quiver.driver.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jar as users have it: small, self-contained, silent, and free of JVM flags.
 *
 * <p>Runs after the jar was made, in Maven's phase {@code integration-test}.
 */
class OneJarCheck {
  private static final Path JAR = Path.of(System.getProperty("quiver.jar", "no jar"));
  private static final long MAX_BYTES = 20_000_000;

  @TempDir static Path classes;
  @TempDir Path work;

  /** The example alone, away from everything else that tests need. */
  @BeforeAll
  static void copyExample() throws IOException {
    String name = FirstSteps.class.getName().replace('.', '/') + ".class";
    Path target = classes.resolve(name);
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (InputStream in = FirstSteps.class.getResourceAsStream("/" + name)) {
      Files.copy(Objects.requireNonNull(in), target);
    }
  }

  /** The JDK that runs the tests and every other of this machine, from 17 on. */
  static Stream<Path> javas() throws IOException {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> found = Files.list(installed)) {
        found.filter(home -> Files.isExecutable(home.resolve("bin/java"))).forEach(homes::add);
      }
    }
    List<Path> distinct = new ArrayList<>();
    for (Path home : homes) {
      Path real = home.toRealPath();
      if (!distinct.contains(real)) {
        distinct.add(real);
      }
    }
    return distinct.stream();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void theExampleRunsOnTheJarAloneAndPrintsNothingElse(Path javaHome)
      throws IOException, InterruptedException {
    for (String url : List.of("jdbc:quiver:" + work.resolve("db"), "jdbc:quiver:")) {
      Path out = work.resolve("out");
      Path err = work.resolve("err");
      ProcessBuilder java =
          new ProcessBuilder(
                  javaHome.resolve("bin/java").toString(),
                  "-cp",
                  JAR + System.getProperty("path.separator") + classes,
                  FirstSteps.class.getName(),
                  url)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      java.environment().remove("JAVA_TOOL_OPTIONS");
      java.environment().remove("JDK_JAVA_OPTIONS");
      int exit = java.start().waitFor();
      assertThat(Files.readString(err)).as("stderr").isEmpty();
      assertThat(Files.readString(out))
          .isEqualTo("3 rows\n1 hello world 0.0000\n2 good morning 0.2857\n");
      assertThat(exit).isZero();
    }
  }

  @Test
  void itIsSmall() throws IOException {
    assertThat(Files.size(JAR)).isLessThanOrEqualTo(MAX_BYTES);
  }

  @Test
  void everythingInItBearsItsName() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName).filter(n -> n.endsWith(".class")))
          .allMatch(name -> name.startsWith("dev/quiver/"))
          .noneMatch(name -> name.contains("org/codehaus/janino"));
      assertThat(
              jar.stream()
                  .map(ZipEntry::getName)
                  .filter(n -> !n.endsWith("/"))
                  .filter(n -> !n.startsWith("dev/quiver/") && !n.startsWith("META-INF/")))
          .isSubsetOf("org-apache-calcite-jdbc.properties");
    }
  }

  @Test
  void itRegistersOneDriverOurs() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      ZipEntry service = jar.getEntry("META-INF/services/java.sql.Driver");
      String text = new String(jar.getInputStream(service).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text.strip()).isEqualTo("dev.quiver.driver.QuiverDriver");
    }
  }

  @Test
  void itCarriesItsLicenses() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      ZipEntry notice = jar.getEntry("META-INF/NOTICE");
      String text = new String(jar.getInputStream(notice).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains("Quiver", "Apache Calcite");
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
    }
  }
}
