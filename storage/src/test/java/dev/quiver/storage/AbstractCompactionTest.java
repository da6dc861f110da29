package dev.quiver.storage;

import static dev.quiver.storage.Rows.DOCS;
import static dev.quiver.storage.Rows.DOCS_SCHEMA;
import static dev.quiver.storage.Rows.NOTES;
import static dev.quiver.storage.Rows.NOTES_SCHEMA;
import static dev.quiver.storage.Rows.appendDocs;
import static dev.quiver.storage.Rows.appendNotes;
import static dev.quiver.storage.Rows.delete;
import static dev.quiver.storage.Rows.firsts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.FileStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What compaction promises on every kind of store. */
abstract class AbstractCompactionTest {
  private Database database;

  abstract FileStore store();

  @BeforeEach
  void tenFragments() {
    database = Database.open(store(), OpenOptions.DEFAULT);
    commit(
        t -> {
          t.createTable(DOCS, DOCS_SCHEMA);
          t.createTable(NOTES, NOTES_SCHEMA);
        });
    for (long id = 0; id < 10; id++) {
      long first = id * 3;
      commit(t -> appendDocs(t, first, first + 1, first + 2));
    }
  }

  @AfterEach
  void nothingIsWrongWithTheFiles() {
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
  }

  private Snapshot commit(Consumer<Transaction> change) {
    try (Transaction t = database.begin()) {
      change.accept(t);
      return t.commit("CHANGE");
    }
  }

  private TableVersion docs() {
    return database.latest().table(DOCS).orElseThrow();
  }

  private static List<Object> ids(long... ids) {
    return new ArrayList<>(LongStream.of(ids).boxed().toList());
  }

  private static List<Object> allBut(long... gone) {
    List<Object> ids = new ArrayList<>(LongStream.range(0, 30).boxed().toList());
    ids.removeAll(ids(gone));
    return ids;
  }

  /** Compacts, and lets something happen when the rows are half read. */
  private long optimizeWhile(Runnable meanwhile) {
    return database.optimize(
        DOCS,
        new Progress() {
          private long rows;

          @Override
          public void advance(long more) {
            if (rows < 15 && rows + more >= 15) {
              meanwhile.run();
            }
            rows += more;
          }
        });
  }

  @Test
  void mergesAllFragmentsIntoOneOfTheSameVersionAndOrder() {
    long version = docs().version();
    List<List<Object>> before = Rows.read(docs());
    assertThat(database.optimize(DOCS, Progress.NONE)).isEqualTo(10);
    assertThat(docs().version()).isEqualTo(version);
    assertThat(docs().fragments()).hasSize(1);
    assertThat(docs().rowCount()).isEqualTo(30);
    assertThat(Rows.read(docs())).usingRecursiveComparison().isEqualTo(before);
    assertThat(docs().history()).hasSize((int) version);
    assertThat(docs().history().get((int) version - 1))
        .returns(1, VersionRecord::fragments)
        .returns(3L, VersionRecord::rowsAdded)
        .returns(docs().fragments().get(0).bytes(), VersionRecord::bytes);
  }

  @Test
  void doesNothingWhereNothingIsToBeGained() {
    database.optimize(DOCS, Progress.NONE);
    long number = database.latest().number();
    assertThat(database.optimize(DOCS, Progress.NONE)).isZero();
    assertThat(database.latest().number()).isEqualTo(number);
  }

  @Test
  void dropsDeletedRowsAndKeepsOlderVersions() {
    long version = docs().version();
    commit(t -> delete(t, DOCS, 4L, 29L));
    database.optimize(DOCS, Progress.NONE);
    assertThat(docs().fragments()).singleElement().returns(28, Fragment::physicalRows);
    assertThat(firsts(docs())).isEqualTo(allBut(4, 29));
    assertThat(firsts(database.latest().table(DOCS, new VersionPoint.Version(version))))
        .isEqualTo(allBut());
  }

  @Test
  void aTransactionOpenBeforeDeletesRowsWhereTheyAreAfter() {
    commit(t -> delete(t, DOCS, 4L, 6L));
    try (Transaction open = database.begin()) {
      delete(open, DOCS, 5L, 7L);
      appendDocs(open, 5, 100);
      database.optimize(DOCS, Progress.NONE);
      open.commit("UPDATE");
    }
    List<Object> expected = allBut(4, 5, 6, 7);
    expected.addAll(ids(5, 100));
    assertThat(firsts(docs())).isEqualTo(expected);
    assertThat(docs().rowCount()).isEqualTo(expected.size());
  }

  @Test
  void aTransactionFindsItsRowsThroughSeveralCompactions() {
    try (Transaction open = database.begin()) {
      delete(open, DOCS, 8L);
      for (long id = 40; id < 43; id++) {
        long next = id;
        commit(t -> delete(t, DOCS, next - 40));
        commit(t -> appendDocs(t, next));
        database.optimize(DOCS, Progress.NONE);
      }
      open.commit("DELETE");
    }
    List<Object> expected = allBut(0, 1, 2, 8);
    expected.addAll(ids(40, 41, 42));
    assertThat(firsts(docs())).isEqualTo(expected);
  }

  @Test
  void twoTransactionsDeletingOneRowAroundACompactionConflict() {
    try (Transaction open = database.begin()) {
      delete(open, DOCS, 8L);
      commit(t -> delete(t, DOCS, 8L));
      database.optimize(DOCS, Progress.NONE);
      assertConflict(open);
    }
    try (Transaction open = database.begin()) {
      delete(open, DOCS, 9L);
      commit(t -> appendDocs(t, 50));
      database.optimize(DOCS, Progress.NONE);
      commit(t -> delete(t, DOCS, 9L));
      assertConflict(open);
    }
  }

  private static void assertConflict(Transaction open) {
    assertThatThrownBy(() -> open.commit("DELETE"))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRITE_CONFLICT))
        .hasMessageContaining("another transaction changed or deleted the same rows meanwhile");
  }

  @Test
  void aKeyAddedByAnOpenTransactionIsCheckedAgainstCompactedRows() {
    try (Transaction open = database.begin()) {
      appendDocs(open, 60);
      commit(t -> appendDocs(t, 60));
      database.optimize(DOCS, Progress.NONE);
      assertThatThrownBy(() -> open.commit("INSERT")).hasMessageContaining("duplicate key (60)");
    }
  }

  @Test
  void goesTogetherWithWhatOthersAppendDeleteAndUpdateMeanwhile() {
    optimizeWhile(
        () -> {
          commit(t -> appendDocs(t, 70));
          commit(t -> delete(t, DOCS, 0L, 16L, 70L));
          commit(
              t -> {
                delete(t, DOCS, 29L);
                appendDocs(t, 29);
              });
        });
    List<Object> expected = allBut(0, 16, 29);
    expected.add(29L);
    assertThat(firsts(docs())).isEqualTo(expected);
    assertThat(docs().rowCount()).isEqualTo(28);
    assertThat(docs().fragments()).hasSize(2);
  }

  @Test
  void rowsOfAFragmentThatWasDeletedMeanwhileStayDeleted() {
    optimizeWhile(() -> commit(t -> delete(t, DOCS, 3L, 4L, 5L)));
    assertThat(firsts(docs())).isEqualTo(allBut(3, 4, 5));
    assertThat(docs().fragments()).hasSize(1);
  }

  @Test
  void givesWayToDropTruncateAndRestore() {
    commit(t -> delete(t, DOCS, 1L));
    long version = docs().version();
    optimizeWhile(() -> commit(t -> t.restore(DOCS, new VersionPoint.Version(version - 1))));
    assertThat(firsts(docs())).isEqualTo(allBut());
    commit(t -> appendDocs(t, 80));
    optimizeWhile(() -> commit(t -> t.truncate(DOCS)));
    assertThat(docs().rowCount()).isZero();
    commit(t -> appendDocs(t, 1));
    commit(t -> appendDocs(t, 2));
    database.optimize(
        DOCS,
        new Progress() {
          private boolean dropped;

          @Override
          public void advance(long more) {
            if (!dropped) {
              dropped = true;
              commit(t -> t.dropTable(DOCS));
            }
          }
        });
    assertThat(database.latest().table(DOCS)).isEmpty();
  }

  @Test
  void ofTwoCompactionsOfOneTableTheSecondGivesWayAndLeavesNoFile() {
    List<String> once = new ArrayList<>();
    optimizeWhile(
        () -> {
          database.optimize(DOCS, Progress.NONE);
          once.addAll(files());
        });
    assertThat(docs().fragments()).hasSize(1);
    assertThat(firsts(docs())).isEqualTo(allBut());
    // Those of the other compaction, which is still under way, were there too: its data.
    assertThat(once).containsAll(files());
  }

  @Test
  void aFailureOnTheWayLeavesEverythingAsItWas() {
    List<String> before = files();
    assertThatThrownBy(
            () ->
                optimizeWhile(
                    () -> {
                      throw new QuiverException(ErrorCode.CANCELLED);
                    }))
        .hasMessageContaining("cancelled");
    assertThat(files()).isEqualTo(before);
    assertThat(docs().fragments()).hasSize(10);
  }

  @Test
  void manyFragmentsInGroupsBecomeAShortList() {
    for (int i = 0; i < 200; i++) {
      String note = "n" + i;
      commit(t -> appendNotes(t, note));
    }
    commit(t -> delete(t, NOTES, "n3", "n150"));
    List<Object> before = firsts(database.latest(), NOTES);
    database.optimize(NOTES, Progress.NONE);
    commit(t -> appendNotes(t, "more"));
    before.add("more");
    assertThat(firsts(database.latest(), NOTES)).isEqualTo(before);
    TableVersion notes = database.latest().table(NOTES).orElseThrow();
    assertThat(ReachableFiles.of(notes)).filteredOn(f -> f.endsWith(".group")).hasSize(6);
    assertThat(notes.history()).extracting(VersionRecord::version).hasSize(203).isSorted();
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    for (String kind : List.of("data", "moves", "deletes", "manifests", "groups")) {
      String directory = "tables/" + docs().id() + "/" + kind;
      store().list(directory).stream().sorted().forEach(files::add);
    }
    return files;
  }

  private long[] addedAndDeleted() {
    List<VersionRecord> history = docs().history();
    VersionRecord last = history.get(history.size() - 1);
    return new long[] {last.rowsAdded(), last.rowsDeleted()};
  }

  @Test
  void restoringTellsTheRowsThatChangeAndNotThoseThatWereMoved() {
    commit(t -> delete(t, DOCS, 0L, 17L));
    long deleted = docs().version();
    database.optimize(DOCS, Progress.NONE);
    commit(t -> delete(t, DOCS, 5L));
    commit(t -> appendDocs(t, 100, 101));
    database.optimize(DOCS, Progress.NONE);
    long merged = docs().version();
    commit(t -> t.restore(DOCS, new VersionPoint.Version(deleted - 1)));
    assertThat(addedAndDeleted()).containsExactly(3, 2);
    assertThat(docs().rowCount()).isEqualTo(30);
    commit(t -> t.restore(DOCS, new VersionPoint.Version(merged)));
    assertThat(addedAndDeleted()).containsExactly(2, 3);
    assertThat(docs().rowCount()).isEqualTo(29);
    commit(t -> t.restore(DOCS, new VersionPoint.Version(deleted)));
    assertThat(addedAndDeleted()).containsExactly(1, 2);
    commit(t -> t.restore(DOCS, new VersionPoint.Version(deleted)));
    assertThat(addedAndDeleted()).containsExactly(0, 0);
  }
}
