package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
  private static final int MAX_SECONDS = 30;
  private static final String HEAP = "-Xmx96m";

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

  /** What a process said before it ended, and whether it was told to. */
  private record Run(List<String> bad, List<String> done, String last, boolean hung) {}

  @Test
  void readingEndsWithRowsOrOneErrorThatNamesTheFile() throws Exception {
    Run run = run(FILES, MUTATIONS, false, MAX_SECONDS);
    run.done.forEach(line -> System.out.println(line + " s, of " + MUTATIONS));
    assertThat(run.bad).as("seed " + SEED).isEmpty();
    assertThat(run.hung).as("hangs " + run.last + " of seed " + SEED).isFalse();
    assertThat(run.done).hasSameSizeAs(FILES);
    assertThat(run.done)
        .extracting(line -> Integer.parseInt(line.split(" ")[2]))
        .allSatisfy(refused -> assertThat(refused).isBetween(MUTATIONS / 50, MUTATIONS));
  }

  /** An exception nobody checks for, an error without a name, no end of memory, and no end. */
  @Test
  void aPlantedReaderIsCaught() throws Exception {
    Run run = run(FILES.subList(0, 1), 4, true, 5);
    assertThat(run.bad)
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).contains("ArrayIndexOutOfBoundsException: planted"),
            line -> assertThat(line).contains("SQLException: something is wrong"),
            line -> assertThat(line).contains("OutOfMemoryError"));
    assertThat(run.hung).isTrue();
    assertThat(run.last).isEqualTo("at quiver.csv 3");
  }

  private Run run(List<String> names, int mutations, boolean faulty, int seconds)
      throws IOException, SQLException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(DamagedReads.class.getName());
    command.addAll(List.of(directory.toString(), mutations + "", SEED + "", faulty + ""));
    for (String name : names) {
      command.add(Seeds.make(directory, name).toString());
    }
    Path errors = directory.resolve("stderr");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      Run run = listen(process, seconds);
      assertThat(run.hung || run.last.startsWith("done"))
          .as("it died " + run.last + ": " + Files.readString(errors))
          .isTrue();
      return run;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Kills it when it has said nothing for too long. */
  private static Run listen(Process process, int seconds) throws IOException {
    List<String> bad = new ArrayList<>();
    List<String> done = new ArrayList<>();
    String last = "before the first";
    boolean[] hung = {false};
    ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1);
    watch.setRemoveOnCancelPolicy(true);
    Runnable kill =
        () -> {
          hung[0] = true;
          process.toHandle().destroyForcibly();
        };
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      var deadline = watch.schedule(kill, seconds, TimeUnit.SECONDS);
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        deadline.cancel(false);
        deadline = watch.schedule(kill, seconds, TimeUnit.SECONDS);
        if (line.startsWith("bad ")) {
          bad.add(line);
          continue;
        }
        last = line;
        if (line.startsWith("done ")) {
          done.add(line);
        }
      }
    } finally {
      watch.shutdownNow();
    }
    return new Run(bad, done, last, hung[0]);
  }
}
