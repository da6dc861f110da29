package dev.quiver.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.file.HeapSource;
import dev.quiver.storage.table.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other Arrow implementations read what we write, and we read what they write.
 *
 * <p>npm's apache-arrow takes part where it was installed ({@code npm ci} in {@code
 * storage/src/test/interop}); with QUIVER_INTEROP=required in the environment it must be there.
 */
class InteropTest {
  private static final int ROWS = 300;
  private static final Path NODE_DIRECTORY = Path.of("src/test/interop");

  @TempDir Path directory;

  private final List<Field> fields = RandomData.fields(RandomData.TYPES);
  private final DenseBatch batch = new RandomData(4, 0.2).batch(RandomData.TYPES, ROWS);

  @Test
  void arrowJavaReadsEveryType() throws IOException, InterruptedException {
    Path dump = directory.resolve("dump");
    arrowJava("read", ourFile().toString(), dump.toString());
    assertThat(Files.readAllLines(dump)).containsExactlyElementsOf(ourLines());
  }

  @Test
  void nodeReadsEveryType() throws IOException, InterruptedException {
    boolean installed = Files.isDirectory(NODE_DIRECTORY.resolve("node_modules/apache-arrow"));
    if ("required".equals(System.getenv("QUIVER_INTEROP"))) {
      assertThat(installed).as("npm ci was run in %s", NODE_DIRECTORY.toAbsolutePath()).isTrue();
    }
    assumeTrue(installed, "npm ci was not run in " + NODE_DIRECTORY);
    Path dump = directory.resolve("dump");
    run("node", NODE_DIRECTORY.resolve("check.mjs").toString(), ourFile().toString(), dump + "");
    assertThat(Files.readAllLines(dump)).containsExactlyElementsOf(ourLines());
  }

  @Test
  void weReadWhatArrowJavaWrites() throws IOException, InterruptedException {
    Path file = directory.resolve("peer.arrow");
    arrowJava("write", file.toString());
    List<String> lines = new ArrayList<>();
    ArrowImport peer = ArrowImport.open(new HeapSource("peer.arrow", Files.readAllBytes(file)));
    for (Batch rows = peer.next(); rows != null; rows = peer.next()) {
      for (int c = 0; c < rows.columnCount(); c++) {
        StringBuilder line = new StringBuilder(peer.fields().get(c).name());
        line.append(' ').append(peer.fields().get(c).type()).append(':');
        for (int i = 0; i < rows.size(); i++) {
          line.append(' ')
              .append(
                  rows.column(c).value(i) instanceof float[] v
                      ? java.util.Arrays.toString(v).replace(" ", "")
                      : String.valueOf(rows.column(c).value(i)).replace(", ", ","));
        }
        lines.add(line.toString());
      }
    }
    List<String> once =
        List.of(
            "dictionary VARCHAR: blue red null blue green",
            "int INTEGER: -3 -2 null 0 1",
            "long BIGINT: -3 -2 null 0 1",
            "uint8 SMALLINT: 250 251 null 253 254",
            "uint64 DECIMAL(20, 0): 18446744073709551613 18446744073709551614 null 0 1",
            "millis TIMESTAMP(3): 1969-12-31T23:59:59.997 1969-12-31T23:59:59.998 null"
                + " 1970-01-01T00:00 1970-01-01T00:00:00.001",
            "large VARCHAR: text 0 text 1 null text 3 text 4",
            "vector VECTOR(3): [0.0,0.25,0.5] [1.0,1.25,1.5] null [3.0,3.25,3.5] [4.0,4.25,4.5]",
            "list INTEGER ARRAY: [] [10] [20,21] [30,31,32] [40,41,42,43]");
    List<String> twice = new ArrayList<>(once);
    twice.addAll(once);
    assertThat(lines).isEqualTo(twice);
  }

  private Path ourFile() throws IOException {
    int[] head = ColumnAssert.range(0, 100);
    int[] rest = ColumnAssert.range(100, ROWS);
    byte[] bytes =
        ArrowBytes.write(
                fields, List.of(batch.select(head, head.length), batch.select(rest, rest.length)))
            .bytes();
    return Files.write(directory.resolve("ours.arrow"), bytes);
  }

  private List<String> ourLines() {
    List<String> lines = new ArrayList<>();
    for (int c = 0; c < fields.size(); c++) {
      for (int i = 0; i < ROWS; i++) {
        lines.add(fields.get(c).name() + " " + i + " " + ValueText.of(batch.column(c).value(i)));
      }
    }
    return lines;
  }

  /** Arrow Java needs a flag that our own JVM runs without. */
  private void arrowJava(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ArrowJavaPeer.class.getName());
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
  }
}
