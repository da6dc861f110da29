package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.sqltests.damage.WatchedProcess.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of others with random damage, read through JDBC in a process of 96 MB: whatever it is,
 * reading ends soon, with rows or with one SQLException that names the file.
 *
 * <p>{@code -Dquiver.mutations=10000} makes the run longer (default 200 a seed, ten seeds); {@code
 * -Dquiver.mutations.seed} repeats one.
 */
class MutatedFilesTest {
  private static final int MUTATIONS = Integer.getInteger("quiver.mutations", 200);
  private static final long SEED = Long.getLong("quiver.mutations.seed", 1);
  private static final int MAX_SECONDS = 60;

  @TempDir private Path directory;

  private static final List<String> FILES =
      List.of(
          "quiver.csv",
          "quiver.jsonl",
          "quiver.arrow",
          "arrow-java.arrow",
          "arrow-java.arrows",
          "every-type-dictionary.parquet",
          "every-type-delta-gzip.parquet",
          "every-type-plain-snappy.parquet",
          "arrow-rs-zstd.parquet",
          "arrow-rs-lz4.parquet");

  @Test
  void readingEndsWithRowsOrOneErrorThatNamesTheFile() throws Exception {
    Run run = run(FILES, MUTATIONS, false, MAX_SECONDS);
    assertThat(run.bad()).as("seed " + SEED).isEmpty();
    assertThat(run.hung()).as("hangs " + run.last() + " of seed " + SEED).isFalse();
    assertThat(run.done()).hasSameSizeAs(FILES);
    assertThat(run.done())
        .extracting(line -> Integer.parseInt(line.split(" ")[2]))
        .allSatisfy(refused -> assertThat(refused).isBetween(MUTATIONS / 50, MUTATIONS));
  }

  /** An exception nobody checks for, an error without a name, no end of memory, and no end. */
  @Test
  void aPlantedReaderIsCaught() throws Exception {
    Run run = run(FILES.subList(0, 1), 4, true, 10);
    assertThat(run.bad())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).contains("ArrayIndexOutOfBoundsException: planted"),
            line -> assertThat(line).contains("SQLException: something is wrong"),
            line -> assertThat(line).contains("OutOfMemoryError"));
    assertThat(run.hung()).isTrue();
    assertThat(run.last()).isEqualTo("at quiver.csv 3");
  }

  private Run run(List<String> names, int mutations, boolean faulty, int seconds)
      throws IOException, SQLException, InterruptedException {
    List<String> args = new ArrayList<>();
    args.addAll(List.of(directory.toString(), mutations + "", SEED + "", faulty + ""));
    for (String name : names) {
      args.add(Seeds.make(directory, name).toString());
    }
    return new WatchedProcess(DamagedReads.class, args).telling(!faulty).run(seconds);
  }
}
