package dev.quiver.storage.crash;

import static dev.quiver.storage.Rows.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.ForwardingStore;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real file system that is full: a tmpfs of eight megabytes, with ever fewer pages left when a
 * commit begins, so that each of its writes meets the end once. Skipped where nobody may mount.
 */
class FullDiskTest {
  private static final int DISK_BYTES = 8 << 20;
  private static final int PAGE_BYTES = 4096;

  /** More pages than a commit of these takes. */
  private static final int PAGES = 40;

  private static final String LONG = "0123456789abcdef".repeat(2_000);

  @TempDir private Path directory;
  private final List<Object> acknowledged = new ArrayList<>();
  private boolean mounted;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", directory.toString());
    assumeTrue(mounted, "may not mount a tmpfs here");
    try (Database database = open(new LocalFileStore(directory.resolve("db")));
        Transaction t = database.begin()) {
      t.createTable(NOTES, Rows.NOTES_SCHEMA);
      t.commit("CREATE TABLE");
    }
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      assertThat(run("umount", "-l", directory.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // There is no such program.
    }
  }

  private static Database open(FileStore store) {
    return Database.open(store, OpenOptions.DEFAULT);
  }

  @Test
  void whereverItMeetsTheEndTheLastCommitIsThere() throws IOException {
    FileStore store = new LocalFileStore(directory.resolve("db"));
    int refused = 0;
    try (Database database = open(store)) {
      for (int pages = 0; pages < PAGES; pages++) {
        boolean refusedNow = !commitsWith(database, pages);
        refused += refusedNow ? 1 : 0;
        assertThat(isSound(database)).as("with " + pages + " pages left").isTrue();
        assertThat(commitsWith(database, PAGES)).as("goes on once there is room").isTrue();
      }
    }
    assertThat(refused).isBetween(4, PAGES - 1);
    assertThat(isSound(open(new LocalFileStore(directory.resolve("db"))))).isTrue();
  }

  /** Commits a row with so many pages left; false if it was refused, as it should be. */
  private boolean commitsWith(Database database, int pages) throws IOException {
    Path ballast = fillAllBut(pages);
    String row = "row " + acknowledged.size() + " with " + pages + " pages left " + LONG;
    try (Transaction t = database.begin()) {
      Rows.appendNotes(t, row);
      t.commit("INSERT");
      acknowledged.add(row);
      return true;
    } catch (QuiverException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.IO_FAILURE);
      assertThat(e)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("No space left on device");
      return false;
    } finally {
      Files.delete(ballast);
    }
  }

  private Path fillAllBut(int pages) throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace() - (long) pages * PAGE_BYTES;
    return Files.write(directory.resolve("ballast"), new byte[(int) Math.max(0, free)]);
  }

  @Test
  void aStoreThatSaysNothingOfItIsCaught() throws IOException {
    FileStore local = new LocalFileStore(directory.resolve("db"));
    FileStore silent =
        new ForwardingStore(local) {
          @Override
          public boolean createIfAbsent(String path, byte[] content) {
            try {
              return super.createIfAbsent(path, content);
            } catch (QuiverException e) {
              return true;
            }
          }
        };
    boolean isSound = true;
    try (Database database = open(silent)) {
      for (int pages = 0; isSound && pages < PAGES; pages++) {
        commitsWith(database, pages);
        isSound = isFoundSound(local);
      }
    }
    assertThat(isSound).isFalse();
  }

  /** Whether another process finds all that it has been told of. */
  private boolean isFoundSound(FileStore store) {
    try (Database database = open(store)) {
      return isSound(database);
    } catch (QuiverException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE);
      return false;
    }
  }

  private boolean isSound(Database database) {
    return Rows.firsts(database.latest(), NOTES).equals(acknowledged)
        && database.check(null, Progress.NONE).isClean();
  }
}
