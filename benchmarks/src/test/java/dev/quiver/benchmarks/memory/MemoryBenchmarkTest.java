package dev.quiver.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code benchmarks/run memory}: several times more rows than the heap of a
 * process of its own has room for.
 */
class MemoryBenchmarkTest {
  private static final String MEGABYTES = System.getProperty("quiver.memory.megabytes", "120");

  @TempDir private Path directory;

  @Test
  void rowsOfSeveralTimesTheHeapAreLoadedCompactedAndRead() throws Exception {
    assertThat(run("-Xmx48m")).contains("ten exact searches: ").contains("of at most 48 MiB");
  }

  private String run(String heap) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                heap,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                MemoryBenchmark.class.getName(),
                directory.toString(),
                MEGABYTES)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
