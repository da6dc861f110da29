package dev.quiver.planner.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.TestSession;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.file.MemoryFileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Foreign files with random damage: whatever it is, reading ends with rows or with one error that
 * names the file.
 *
 * <p>{@code -Dquiver.mutations=100000} makes the run longer (default 700 a format); {@code
 * -Dquiver.mutations.seed} repeats one.
 */
class MutatedFilesTest {
  private static final int MUTATIONS = Integer.getInteger("quiver.mutations", 700);
  private static final long SEED = Long.getLong("quiver.mutations.seed", 1);
  private static final byte[] TELLING = {
    0, -1, 127, -128, '"', '[', '{', '}', ']', ',', '\n', '\\'
  };

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"csv", "jsonl", "arrow"})
  void readingEndsWithRowsOrOneErrorThatNamesTheFile(String format) throws IOException {
    byte[] good = good(format);
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bad = mutated(good, random);
      Path file = Files.write(directory.resolve("bad." + format), bad);
      try {
        read(file);
      } catch (QuiverException e) {
        refused++;
        assertThat(e.getMessage()).as("mutation %d", i).contains("bad." + format);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("mutation " + i + " of seed " + SEED + " ends with " + e, e);
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 50, MUTATIONS);
  }

  private byte[] good(String format) throws IOException {
    MemoryFileStore store = new MemoryFileStore("memory");
    Path file = directory.resolve("good." + format);
    try (TestSession db = TestSession.over(store)) {
      db.run("CREATE TABLE t (id INTEGER, name VARCHAR, d DOUBLE, b VARBINARY, v VECTOR(3))");
      String rows =
          IntStream.range(0, 40)
              .mapToObj(i -> "(" + i + ", 'name \"" + i + "\", with', " + i + ".25, X'0" + i % 9)
              .map(row -> row + "', '[1, 0.5, -1]')")
              .collect(Collectors.joining(", "));
      db.run("INSERT INTO t VALUES " + rows + ", (NULL, NULL, NULL, NULL, NULL)");
      if (!format.equals("arrow")) {
        db.run("COPY t TO '" + file + "'");
        return Files.readAllBytes(file);
      }
      String data = "tables/" + store.list("tables").get(0) + "/data";
      return store.readIfPresent(data + "/" + store.list(data).get(0)); // Arrow, as any other
    }
  }

  private static void read(Path file) {
    FileFormat format = FileFormats.of(file, FileOptions.DEFAULT);
    WantedColumns wanted = WantedColumns.byName(format.inspect(file, FileOptions.DEFAULT));
    try (BatchReader reader = format.read(file, FileOptions.DEFAULT, wanted)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int c = 0; c < batch.columnCount(); c++) {
          for (int row = 0; row < batch.size(); row++) {
            batch.column(c).value(row);
          }
        }
      }
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bad = good.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && bad.length > 1; i++) {
      bad = mutatedOnce(bad, random);
    }
    return bad;
  }

  private static byte[] mutatedOnce(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int count = Math.min(bytes.length - at, 1 + random.nextInt(16));
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
      case 2 -> {
        byte extreme = (byte) (random.nextBoolean() ? 0xFF : 0x7F);
        Arrays.fill(bytes, at, at + Math.min(count, 8), extreme);
      }
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - count);
        System.arraycopy(bytes, at + count, shorter, at, bytes.length - at - count);
        return shorter;
      }
      default -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
        System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
        return longer;
      }
    }
    return bytes;
  }
}
