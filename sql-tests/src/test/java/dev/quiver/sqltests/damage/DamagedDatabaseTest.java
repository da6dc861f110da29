package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.sqltests.damage.WatchedProcess.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A database of every kind of file, of which one has a wrong byte or is too short, asked through
 * JDBC in a process of 96 MB: each answer is right, or one error that names the file, and soon.
 *
 * <p>{@code -Dquiver.damage.perKind=0} takes every byte by three masks and every length, in {@code
 * -Dquiver.damage.processes} processes; otherwise it is the number of damages to each kind of file,
 * chosen by {@code -Dquiver.damage.seed}.
 */
class DamagedDatabaseTest {
  private static final int PER_KIND = Integer.getInteger("quiver.damage.perKind", 16);
  private static final int PROCESSES = Integer.getInteger("quiver.damage.processes", 1);
  private static final int SEED = Integer.getInteger("quiver.damage.seed", 1);
  private static final int MAX_SILENT_SECONDS = 120;

  /** Of files that no question reads: a hint, replaced layouts, and what says all by its name. */
  private static final String UNREAD = ", read by nobody";

  private static final List<String> KINDS =
      List.of(
          "FORMAT",
          "commits/*.commit",
          "data/*.arrow",
          "deletes/*.deletes",
          "groups/*.group",
          "horizon" + UNREAD,
          "indexes/*.generation",
          "indexes/*.postings",
          "kept/*.commit",
          "keys/*.keys",
          "latest" + UNREAD,
          "manifests/*.manifest",
          "moves/*.moves");

  private Path directory;

  @BeforeEach
  void makeDatabase() throws IOException, SQLException {
    Path memory = Path.of("/dev/shm");
    directory =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "damage")
            : Files.createTempDirectory("damage");
    SampleDatabase.make(directory.resolve("sound"));
  }

  @AfterEach
  void deleteDatabase() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What was done to the files of one kind. */
  private record Sum(long damages, long errors, long unseen) {
    Sum plus(Sum other) {
      return new Sum(damages + other.damages, errors + other.errors, unseen + other.unseen);
    }
  }

  @Test
  void everyAnswerIsRightOrOneErrorThatNamesTheFile() throws Exception {
    Path sound = directory.resolve("sound");
    List<Run> runs = runAll();
    for (Run run : runs) {
      assertThat(run.bad()).as("seed " + SEED).isEmpty();
      assertThat(run.hung()).as("hangs " + run.last()).isFalse();
      assertThat(run.done()).hasSameSizeAs(SampleDatabase.files(sound));
    }
    Map<String, Sum> sums = sums(runs);
    sums.forEach((kind, sum) -> System.out.println(kind + " " + sum));
    assertThat(sums.keySet()).containsAll(KINDS);
    sums.forEach(
        (kind, sum) -> {
          if (!kind.endsWith(UNREAD)) {
            assertThat(sum.errors).as("errors of " + kind).isEqualTo(sum.damages);
            assertThat(sum.unseen).as("not found by CHECK: " + kind).isZero();
          }
        });
  }

  @Test
  void aReaderThatSkipsAChecksumIsCaught() throws Exception {
    Fault fault =
        new Fault(
            "arrow/CheckedSource.java",
            "if ((int) crc.getValue() != checksums[span]) {",
            "if (count < 0) {");
    String file = largest(".arrow");
    int middle = (int) Files.size(directory.resolve("sound").resolve(file)) / 2;
    Run run = run(fault, file, MAX_SILENT_SECONDS, 3 * middle, 3 * middle + 4, 3 * middle + 8);
    assertThat(run.bad())
        .hasSizeGreaterThan(2)
        .anySatisfy(line -> assertThat(line).contains("scan docs answers ["));
  }

  @Test
  void aReaderThatBelievesALengthIsCaught() throws Exception {
    Fault fault =
        new Fault(
            "arrow/ColumnFileFooter.java",
            "int footerBytes = end.getInt(guess - END_BYTES);",
            "int footerBytes = new long[end.getInt(guess - END_BYTES)].length;");
    String file = largest(".arrow");
    int highest = (int) Files.size(directory.resolve("sound").resolve(file)) - 7;
    Run run = run(fault, file, MAX_SILENT_SECONDS, 3 * highest);
    assertThat(run.bad())
        .anySatisfy(line -> assertThat(line).contains("needs more memory than the limit of"));
  }

  @Test
  void aReaderThatReadsForEverIsCaught() throws Exception {
    String right = "if (bytes.getInt(CRC_AT) != checksum(content)) {";
    Fault fault =
        new Fault(
            "format/Envelope.java",
            right,
            right.replace("if", "while") + " Thread.onSpinWait(); } if (VERSION < 1) {");
    String file = newestCommit();
    Run run = run(fault, file, MAX_SILENT_SECONDS / 4, 300);
    assertThat(run.hung()).isTrue();
    assertThat(run.last()).isEqualTo("at " + file + " 300");
  }

  /** Commits are named by how many more there can be. */
  private String newestCommit() throws IOException {
    return SampleDatabase.files(directory.resolve("sound")).stream()
        .filter(file -> file.startsWith("commits/"))
        .findFirst()
        .orElseThrow();
  }

  /** The largest that is read: replaced layouts are smaller. */
  private String largest(String ending) throws IOException {
    Path sound = directory.resolve("sound");
    return SampleDatabase.files(sound).stream()
        .filter(file -> file.endsWith(ending))
        .max(Comparator.comparingLong(file -> sound.resolve(file).toFile().length()))
        .orElseThrow();
  }

  private Run run(Fault fault, String file, int seconds, int... damages)
      throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(args(1, 0, 1));
    args.add(file);
    IntStream.of(damages).forEach(number -> args.add(number + ""));
    return new WatchedProcess(DamagedDatabase.class, args)
        .with(fault.plant(directory))
        .run(seconds);
  }

  private List<Run> runAll() throws InterruptedException, ExecutionException {
    int processes = PER_KIND > 0 ? 1 : PROCESSES;
    ExecutorService threads = Executors.newFixedThreadPool(processes);
    try {
      List<Future<Run>> futures = new ArrayList<>();
      for (int part = 0; part < processes; part++) {
        WatchedProcess process =
            new WatchedProcess(DamagedDatabase.class, args(PER_KIND, part, processes))
                .telling(PER_KIND == 0);
        futures.add(threads.submit(() -> process.run(MAX_SILENT_SECONDS)));
      }
      List<Run> runs = new ArrayList<>();
      for (Future<Run> future : futures) {
        runs.add(future.get());
      }
      return runs;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<String> args(int perKind, int part, int parts) {
    return List.of(
        directory.resolve("sound").toString(),
        directory.resolve("copy" + part).toString(),
        perKind + "",
        part + "",
        parts + "",
        SEED + "");
  }

  private static Map<String, Sum> sums(List<Run> runs) {
    Map<String, Sum> sums = new TreeMap<>();
    for (String line : runs.stream().flatMap(run -> run.done().stream()).toList()) {
      String[] words = line.split(" ", 6);
      String kind = SampleDatabase.kind(words[1]) + (words[5].equals("[]") ? UNREAD : "");
      Sum sum =
          new Sum(Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
      sums.merge(kind, sum, Sum::plus);
    }
    return sums;
  }
}
