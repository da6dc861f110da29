package dev.quiver.parquet.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two jars together. Runs after they were made, in Maven's phase {@code integration-test};
 * passed over where only this module was built.
 */
class ParquetJarCheck {
  private static final Path DRIVER = Path.of(System.getProperty("quiver.jar", "no jar"));
  private static final Path MODULE = Path.of(System.getProperty("quiver.parquet.jar", "no jar"));
  private static final long MAX_BYTES = 3_000_000;

  @TempDir Path work;

  @BeforeEach
  void needsTheDriver() {
    assumeThat(DRIVER).as("the driver's jar").exists();
  }

  private String copy(String resource, String name) throws IOException {
    Path target = work.resolve(name);
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(resource))) {
      Files.copy(in, target);
    }
    return target.toString();
  }

  private List<String> run(List<Path> jars, List<String> files)
      throws IOException, InterruptedException {
    String name = CopyParquet.class.getName().replace('.', '/') + ".class";
    copy("/" + name, "classes/" + name);
    List<String> classPath = new ArrayList<>(List.of(work.resolve("classes").toString()));
    jars.forEach(jar -> classPath.add(jar.toString()));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                String.join(System.getProperty("path.separator"), classPath),
                CopyParquet.class.getName()));
    command.addAll(files);
    ProcessBuilder java =
        new ProcessBuilder(command)
            .redirectOutput(work.resolve("out").toFile())
            .redirectError(work.resolve("err").toFile());
    java.environment().remove("JAVA_TOOL_OPTIONS");
    java.environment().remove("JDK_JAVA_OPTIONS");
    int exit = java.start().waitFor();
    assertThat(Files.readString(work.resolve("err"))).as("stderr").isEmpty();
    assertThat(exit).isZero();
    return Files.readAllLines(work.resolve("out"));
  }

  @Test
  void readsAndCopiesFilesOfEachCodecAndPrintsNothingElse()
      throws IOException, InterruptedException {
    List<String> files = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String codec : List.of("snappy", "gzip", "lz4", "zstd")) {
      String name = "arrow-rs-" + codec + ".parquet";
      files.add(copy("/dev/quiver/parquet/" + name, name));
      String last = "text 96 of row 969 " + "lorem ipsum ".repeat(4);
      expected.add("2769 29072085 " + last);
      expected.add("3000 31489500 " + last);
    }
    assertThat(run(List.of(DRIVER, MODULE), files)).isEqualTo(expected);
  }

  @Test
  void withoutTheModuleTheErrorNamesIt() throws IOException, InterruptedException {
    String file = copy("/dev/quiver/parquet/arrow-rs-snappy.parquet", "a.parquet");
    assertThat(run(List.of(DRIVER), List.of(file)))
        .containsExactly("22000 format 'parquet': add the module quiver-parquet to the class path");
  }

  @Test
  void itIsSmallAndEverythingInItBearsItsName() throws IOException {
    assertThat(Files.size(MODULE)).isLessThanOrEqualTo(MAX_BYTES);
    try (JarFile jar = new JarFile(MODULE.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName).filter(n -> n.endsWith(".class")))
          .allMatch(name -> name.startsWith("dev/quiver/parquet/"));
    }
  }
}
