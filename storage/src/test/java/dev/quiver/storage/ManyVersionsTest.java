package dev.quiver.storage;

import static dev.quiver.storage.Rows.NOTES;
import static dev.quiver.storage.Rows.NOTES_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.file.MemoryFileStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables of many small commits stay cheap to write, to open and to look back in. */
class ManyVersionsTest {
  private static final int COMMITS = Integer.getInteger("quiver.versions.commits", 2_500);

  private final MemoryFileStore store = new MemoryFileStore("memory");

  @AfterEach
  void nothingIsWrongWithTheFiles() {
    Database database = Database.open(store, OpenOptions.DEFAULT);
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
  }

  @Test
  void manyAppendsWriteLittleAndOpenFast() {
    Database database = Database.open(store, OpenOptions.DEFAULT);
    try (Transaction t = database.begin()) {
      t.createTable(NOTES, NOTES_SCHEMA);
      t.commit("CREATE TABLE");
    }
    for (int i = 0; i < COMMITS; i++) {
      try (Transaction t = database.begin()) {
        Rows.appendNotes(t, "note " + i);
        t.commit("INSERT");
      }
    }
    try (Transaction t = database.begin()) {
      assertThat(Rows.delete(t, NOTES, "note 5", "note 900", "note " + (COMMITS - 1))).isEqualTo(3);
      t.commit("DELETE");
    }

    Database anew = Database.open(store, OpenOptions.DEFAULT);
    TableVersion table = anew.latest().table(NOTES).orElseThrow();
    long start = System.nanoTime();
    List<Fragment> fragments = table.fragments();
    long pruned = fragments.stream().filter(f -> f.statistics(0).isPresent()).count();
    long micros = (System.nanoTime() - start) / 1_000;
    assertThat(fragments).hasSize(COMMITS - 3);
    assertThat(pruned).isEqualTo(COMMITS - 3);
    assertThat(table.rowCount()).isEqualTo(COMMITS - 3);
    assertThat(table.history()).hasSize(COMMITS + 2);
    for (long version : new long[] {1, 2, 9, 10, 11, 79, 80, 81, 640, 641, 1_000, COMMITS}) {
      TableVersion old = anew.latest().table(NOTES, new VersionPoint.Version(version));
      assertThat(old.rowCount()).isEqualTo(version - 1);
      assertThat(old.fragments()).hasSize((int) version - 1);
    }
    long bytes =
        bytesOf("tables/" + table.id() + "/manifests")
            + bytesOf("tables/" + table.id() + "/groups");
    System.out.printf(
        "%d commits: %d KB of manifests and groups (%d bytes each), opened in %d us%n",
        COMMITS, bytes >> 10, bytes / COMMITS, micros);
    assertThat(bytes / COMMITS).isLessThan(5_000);
    assertThat(ReachableFiles.of(table))
        .filteredOn(file -> file.endsWith(".group"))
        .hasSizeLessThan(40);
  }

  @Test
  void allRowsAreThereInOrderAfterManySpills() {
    Database database = Database.open(store, OpenOptions.DEFAULT);
    List<Object> expected = new ArrayList<>();
    try (Transaction t = database.begin()) {
      t.createTable(NOTES, NOTES_SCHEMA);
      for (int i = 0; i < 1_050; i++) {
        Rows.appendNotes(t, "n" + i);
        expected.add("n" + i);
      }
      t.commit("CREATE TABLE");
    }
    for (int i = 1_050; i < 1_120; i++) {
      try (Transaction t = database.begin()) {
        Rows.appendNotes(t, "n" + i);
        Rows.delete(t, NOTES, "n" + (i - 1_050) * 7);
        expected.add("n" + i);
        expected.remove("n" + (i - 1_050) * 7);
        t.commit("UPDATE");
      }
    }
    assertThat(Rows.firsts(database.latest(), NOTES)).isEqualTo(expected);
  }

  private long bytesOf(String directory) {
    return store.list(directory).stream()
        .mapToLong(
            name -> Objects.requireNonNull(store.readIfPresent(directory + "/" + name)).length)
        .sum();
  }
}
