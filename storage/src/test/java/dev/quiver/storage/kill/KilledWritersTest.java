package dev.quiver.storage.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.file.LocalFileStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four processes commit to one directory and are killed with SIGKILL again and again; every commit
 * that one of them reported must be there, once, whenever the database is opened.
 *
 * <p>{@code -Dquiver.kill.kills=10000} and {@code -Dquiver.kill.commits} make the run as long as
 * one likes (default at least 8 kills and 120 commits); {@code -Dquiver.kill.seed} repeats the
 * choice of moments.
 */
class KilledWritersTest {
  private static final int COMMITS = Integer.getInteger("quiver.kill.commits", 120);
  private static final int KILLS = Integer.getInteger("quiver.kill.kills", 8);
  private static final int MAX_COMMITS_OF_A_LIFE = 40;
  private static final List<String> WRITERS = List.of("a", "b", "c", "d");

  @TempDir private Path directory;
  private final Set<String> reported = new LinkedHashSet<>();
  private final Random random = new Random(Long.getLong("quiver.kill.seed", System.nanoTime()));

  /** One process, until it has reported so many commits. */
  private record Life(String name, int commits, boolean faulty) {}

  @Test
  void everyReportedCommitSurvivesFourWritersKilledAtRandom() throws Exception {
    create();
    for (int round = 0; reported.size() < COMMITS || round * WRITERS.size() < KILLS; round++) {
      runRound(round, false);
      List<Object> rows = rows();
      assertThat(rows).doesNotHaveDuplicates();
      assertThat(rows).containsAll(reported);
    }
    assertHistoryIsWhole();
  }

  @Test
  void aStoreThatLosesCommitsIsCaught() throws Exception {
    create();
    boolean lost = false;
    for (int round = 0; !lost && round < 30; round++) {
      runRound(round, true);
      lost = !rows().containsAll(reported);
    }
    assertThat(lost).as("commits were lost, and that was seen").isTrue();
  }

  private void create() {
    try (Database database = Database.open(store(), OpenOptions.DEFAULT);
        Transaction transaction = database.begin()) {
      transaction.createTable(CommitHammer.TABLE, Rows.NOTES_SCHEMA);
      transaction.commit("CREATE TABLE");
    }
  }

  private LocalFileStore store() {
    return new LocalFileStore(directory.resolve("db"));
  }

  private List<Object> rows() {
    try (Database database = Database.open(store(), OpenOptions.DEFAULT)) {
      return Rows.firsts(database.latest(), CommitHammer.TABLE);
    }
  }

  private void assertHistoryIsWhole() {
    try (Database database = Database.open(store(), OpenOptions.DEFAULT)) {
      assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
      TableVersion table = database.latest().table(CommitHammer.TABLE).orElseThrow();
      assertThat(table.history())
          .extracting(VersionRecord::version)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, database.latest().number()).boxed().toList());
      assertThat(table.rowCount()).isEqualTo(database.latest().number() - 1);
    }
  }

  private void runRound(int round, boolean faulty) throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(WRITERS.size());
    try {
      List<Callable<List<String>>> lives = new ArrayList<>();
      for (String name : WRITERS) {
        int commits = 1 + random.nextInt(MAX_COMMITS_OF_A_LIFE);
        lives.add(() -> live(new Life(name + round, commits, faulty)));
      }
      for (Future<List<String>> life : readers.invokeAll(lives)) {
        reported.addAll(life.get());
      }
    } finally {
      readers.shutdownNow();
    }
  }

  /** Starts a process, kills it after some commits, and returns all it reported. */
  private List<String> live(Life life) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CommitHammer.class.getName(),
                directory.resolve("db").toString(),
                life.name()));
    if (life.faulty()) {
      command.add("faulty");
    }
    Path errors = directory.resolve(life.name() + ".stderr");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (lines.size() == life.commits()) {
          // Not through Process, which would close the pipe with what is still in it.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(lines.size() >= life.commits() || life.faulty())
        .as(() -> "a writer ended by itself: " + read(errors))
        .isTrue();
    return lines;
  }

  private static String read(Path file) {
    try {
      return java.nio.file.Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
