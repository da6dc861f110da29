package dev.quiver.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Arrow's Rust library wrote, whose codecs are neither ours nor Java's. */
class ForeignParquetTest {
  private static final int FLIPS = 400;

  @TempDir Path directory;

  private byte[] bytes(String codec) throws IOException {
    String name = "arrow-rs-" + codec + ".parquet";
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }

  private static List<Object> expected(int i) {
    return Arrays.asList(
        7L * i,
        Math.sqrt(i),
        i % 11 == 0 ? null : "text " + i % 97 + " of row " + i + " " + "lorem ipsum ".repeat(i % 5),
        i % 13 == 0 ? null : List.of((float) i, i + .25f, i + .5f, i + .75f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "gzip", "lz4", "zstd"})
  void readsEachCodec(String codec) throws IOException {
    Path file = Files.write(directory.resolve("a.parquet"), bytes(codec));
    List<List<Object>> rows = TestFile.rows(file);
    assertThat(rows).hasSize(3_000);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).isEqualTo(expected(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "gzip", "lz4", "zstd"})
  void flippedBitsGiveRowsOrAnErrorThatNamesTheFile(String codec) throws IOException {
    byte[] good = bytes(codec);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < FLIPS; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(directory.resolve("bad.parquet"), bad);
      try {
        TestFile.rows(file);
      } catch (QuiverException e) {
        assertThat(e.getMessage()).startsWith(file.toString());
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
