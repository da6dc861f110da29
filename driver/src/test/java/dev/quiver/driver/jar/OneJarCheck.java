package dev.quiver.driver.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** The examples alone, away from everything else that tests need. */
  @BeforeAll
  static void copyExamples() throws IOException {
    for (Class<?> example : List.of(FirstSteps.class, WithoutArrow.class, WithArrow.class)) {
      String name = example.getName().replace('.', '/') + ".class";
      Path target = classes.resolve(name);
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      try (InputStream in = example.getResourceAsStream("/" + name)) {
        Files.copy(Objects.requireNonNull(in), target);
      }
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

  /** What one example printed. */
  private record Printed(String out, String err, int exit) {}

  private Printed run(Path javaHome, Class<?> example, String url, List<String> more)
      throws IOException, InterruptedException {
    Path out = work.resolve("out");
    Path err = work.resolve("err");
    List<String> classPath = new ArrayList<>(List.of(JAR.toString(), classes.toString()));
    classPath.addAll(more);
    ProcessBuilder java =
        new ProcessBuilder(
                javaHome.resolve("bin/java").toString(),
                "-cp",
                String.join(File.pathSeparator, classPath),
                example.getName(),
                url)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    java.environment().remove("JAVA_TOOL_OPTIONS");
    java.environment().remove("JDK_JAVA_OPTIONS");
    int exit = java.start().waitFor();
    return new Printed(Files.readString(out), Files.readString(err), exit);
  }

  @ParameterizedTest
  @MethodSource("javas")
  void theExampleRunsOnTheJarAloneAndPrintsNothingElse(Path javaHome)
      throws IOException, InterruptedException {
    for (String url : List.of("jdbc:quiver:" + work.resolve("db"), "jdbc:quiver:")) {
      assertThat(run(javaHome, FirstSteps.class, url, List.of()))
          .isEqualTo(new Printed("3 rows\n1 hello world 0.0000\n2 good morning 0.2857\n", "", 0));
    }
  }

  @ParameterizedTest
  @MethodSource("javas")
  void withoutArrowEverythingElseIsThere(Path javaHome) throws IOException, InterruptedException {
    String missing =
        " without Apache Arrow on the class path (add org.apache.arrow:arrow-vector and"
            + " org.apache.arrow:arrow-memory-unsafe) is not supported\n";
    assertThat(run(javaHome, WithoutArrow.class, "jdbc:quiver:", List.of()))
        .isEqualTo(
            new Printed(
                "0A000 QuiverConnection"
                    + missing
                    + "0A000 QuiverStatement"
                    + missing
                    + "0A000 QuiverResultSet"
                    + missing,
                "",
                0));
  }

  /** On 24 and newer, Arrow itself warns of its use of Unsafe. */
  @ParameterizedTest
  @MethodSource("javas")
  void besideArrowRootsGoInAndOutWithoutAFlag(Path javaHome)
      throws IOException, InterruptedException {
    Printed printed = run(javaHome, WithArrow.class, "jdbc:quiver:", arrowJars());
    assertThat(printed.err().lines().filter(line -> !line.matches("(WARNING: |SLF4J).*")))
        .isEmpty();
    assertThat(printed.out()).isEqualTo("3 rows\n[11, 12]\n");
    assertThat(printed.exit()).isZero();
  }

  private static List<String> arrowJars() {
    String all = System.getProperty("java.class.path");
    List<String> jars =
        Arrays.stream(all.split(File.pathSeparator))
            .filter(
                jar ->
                    Path.of(jar)
                        .getFileName()
                        .toString()
                        .matches("(arrow-|flatbuffers-|jackson-|slf4j-api-).*\\.jar"))
            .toList();
    assertThat(jars).anyMatch(jar -> jar.contains("arrow-memory-unsafe"));
    return jars;
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
