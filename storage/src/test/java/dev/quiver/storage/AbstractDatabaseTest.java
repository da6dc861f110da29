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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a database promises on every kind of store. */
abstract class AbstractDatabaseTest {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private Database database;

  abstract FileStore store();

  @BeforeEach
  void openNew() {
    database = open();
  }

  /** Whatever a test did, nothing may be wrong with the files. */
  @AfterEach
  void check() {
    assertThat(open().check(null, Progress.NONE).findings()).isEmpty();
  }

  private Database open() {
    return Database.open(store(), OpenOptions.DEFAULT, now::get, UUID::randomUUID);
  }

  private void createDocs(long... ids) {
    try (Transaction t = database.begin()) {
      t.createTable(DOCS, DOCS_SCHEMA);
      if (ids.length > 0) {
        appendDocs(t, ids);
      }
      t.commit("CREATE TABLE");
    }
  }

  private Snapshot insert(long... ids) {
    try (Transaction t = database.begin()) {
      appendDocs(t, ids);
      return t.commit("INSERT");
    }
  }

  private TableVersion docs() {
    return database.latest().table(DOCS).orElseThrow();
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(QuiverException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  @Test
  void aNewDatabaseIsSnapshotZeroAndEmpty() {
    Snapshot snapshot = database.latest();
    assertThat(snapshot.number()).isZero();
    assertThat(snapshot.committedAt()).isEqualTo(START);
    assertThat(snapshot.tables()).isEmpty();
    assertThat(snapshot.tags()).isEmpty();
    assertThat(snapshot.table(DOCS)).isEmpty();
  }

  @Test
  void rowsComeBackAsTheyWereWritten() {
    createDocs();
    Snapshot snapshot = insert(1, 2, 3);
    TableVersion table = snapshot.table(DOCS).orElseThrow();
    assertThat(table.version()).isEqualTo(2);
    assertThat(table.rowCount()).isEqualTo(3);
    assertThat(table.schema()).isEqualTo(DOCS_SCHEMA);
    List<List<Object>> rows = Rows.read(table);
    assertThat(rows).hasSize(3);
    assertThat(rows.get(2).subList(0, 2)).isEqualTo(Arrays.asList(3L, "text 3"));
    assertThat((float[]) rows.get(2).get(2)).containsExactly(3, 0.5f, -1);
    assertThat(rows.get(1).get(3)).isNull();
    assertThat((byte[]) rows.get(2).get(3)).containsExactly(3, 7);
  }

  @Test
  void aTableNameIsFoundWithoutRegardToCaseAndKeepsIt() {
    createDocs(1);
    TableVersion table = database.latest().table(TableName.of("DOCS")).orElseThrow();
    assertThat(table.name().table()).isEqualTo("docs");
  }

  @Test
  void everythingIsThereAfterReopening() {
    createDocs(1);
    insert(2);
    database.close();
    assertFails(() -> database.latest(), ErrorCode.CLOSED, "is closed");
    database = open();
    assertThat(database.latest().number()).isEqualTo(2);
    assertThat(firsts(docs())).containsExactly(1L, 2L);
    assertThat(docs().history())
        .extracting(VersionRecord::operation)
        .containsExactly("CREATE TABLE", "INSERT");
  }

  @Test
  void twoDatabasesOnOnePlaceSeeEachOther() {
    createDocs(1);
    Database other = open();
    assertThat(other.uuid()).isEqualTo(database.uuid());
    try (Transaction t = other.begin()) {
      appendDocs(t, 2);
      t.commit("INSERT");
    }
    assertThat(firsts(docs())).containsExactly(1L, 2L);
    insert(3);
    assertThat(firsts(other.latest(), DOCS)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aSnapshotNeverChanges() {
    createDocs(1);
    Snapshot before = database.latest();
    insert(2);
    try (Transaction t = database.begin()) {
      delete(t, DOCS, 1L);
      t.dropTable(DOCS);
      t.commit("DROP TABLE");
    }
    assertThat(firsts(before, DOCS)).containsExactly(1L);
    assertThat(database.latest().tables()).isEmpty();
  }

  @Test
  void aTransactionReadsItsOwnWritesAndNoOneElseDoes() {
    createDocs(1, 2);
    try (Transaction t = database.begin()) {
      appendDocs(t, 3, 4);
      assertThat(delete(t, DOCS, 2L, 4L)).isEqualTo(2);
      assertThat(delete(t, DOCS, 2L, 4L)).isZero();
      assertThat(firsts(t.view(), DOCS)).containsExactly(1L, 3L);
      assertThat(t.view().table(DOCS).orElseThrow().rowCount()).isEqualTo(2);
      assertThat(t.view().table(DOCS).orElseThrow().version()).isEqualTo(2);
      t.createTable(NOTES, NOTES_SCHEMA);
      appendNotes(t, "a");
      assertThat(firsts(t.view(), NOTES)).containsExactly("a");
      assertThat(firsts(docs())).containsExactly(1L, 2L);
      assertThat(database.latest().tables()).containsExactly(DOCS);
      t.commit("BLOCK");
    }
    assertThat(firsts(docs())).containsExactly(1L, 3L);
    assertThat(firsts(database.latest(), NOTES)).containsExactly("a");
    assertThat(database.latest().number()).isEqualTo(2);
  }

  @Test
  void withoutACommitNothingIsLeftBehind() {
    createDocs(1);
    String data = "tables/" + docs().id() + "/data";
    List<String> before = store().list(data);
    try (Transaction t = database.begin()) {
      appendDocs(t, 2);
    }
    assertThat(store().list(data)).containsExactlyInAnyOrderElementsOf(before);
    assertThat(firsts(docs())).containsExactly(1L);
    assertThat(database.latest().number()).isEqualTo(1);
  }

  @Test
  void aTransactionComesBackToASavepoint() {
    createDocs(1, 2);
    try (Transaction t = database.begin()) {
      appendDocs(t, 3);
      Transaction.Savepoint before = t.savepoint();
      delete(t, DOCS, 1);
      appendDocs(t, 4);
      t.createTag("later");
      t.createTable(NOTES, NOTES_SCHEMA);
      t.rollbackTo(before);
      assertThat(firsts(t.view().table(DOCS).orElseThrow())).containsExactly(1L, 2L, 3L);
      assertThat(t.view().table(NOTES)).isEmpty();
      t.dropTable(DOCS);
      t.rollbackTo(before);
      appendDocs(t, 4);
      t.commit("INSERT");
    }
    assertThat(firsts(docs())).containsExactly(1L, 2L, 3L, 4L);
    assertThat(database.latest().tags()).isEmpty();
    try (Transaction t = database.begin();
        Transaction other = database.begin()) {
      assertThatThrownBy(() -> t.rollbackTo(other.savepoint()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void vectorsAndBlobsHaveFilesOfTheirOwnButInSmallFragments() {
    createDocs(1);
    assertThat(store().list("tables/" + docs().id() + "/data")).hasSize(1);
    try (Transaction t = database.begin()) {
      appendDocs(t, LongStream.range(2, 3_000).toArray());
      t.commit("APPEND");
    }
    assertThat(store().list("tables/" + docs().id() + "/data")).hasSize(1 + 3);
  }

  @Test
  void versionsCountChangesOfContent() {
    createDocs(1);
    assertThat(docs().version()).isEqualTo(1);
    try (Transaction t = database.begin()) {
      appendDocs(t, 2);
      appendDocs(t, 3);
      delete(t, DOCS, 1L);
      t.commit("BLOCK");
    }
    assertThat(docs().version()).isEqualTo(2);
    try (Transaction t = database.begin()) {
      assertThat(delete(t, DOCS, 99L)).isZero();
      appendDocs(t, 7);
      delete(t, DOCS, 7L);
      assertThat(t.commit("NOTHING").number()).isEqualTo(2);
    }
    assertThat(docs().version()).isEqualTo(2);
    try (Transaction t = database.begin()) {
      t.restore(DOCS, new VersionPoint.Version(2));
      t.commit("RESTORE");
    }
    assertThat(docs().version()).isEqualTo(3);
    try (Transaction t = database.begin()) {
      t.truncate(DOCS);
      t.commit("TRUNCATE");
    }
    try (Transaction t = database.begin()) {
      t.truncate(DOCS);
      t.commit("TRUNCATE");
    }
    assertThat(docs().version()).isEqualTo(4);
  }

  @Test
  void historyTellsWhatEachVersionDid() {
    createDocs(1, 2);
    now.set(START.plusSeconds(10));
    insert(3);
    try (Transaction t = database.begin()) {
      delete(t, DOCS, 1L, 3L);
      t.commit("DELETE");
    }
    try (Transaction t = database.begin()) {
      t.restore(DOCS, new VersionPoint.Version(1));
      t.commit("RESTORE");
    }
    List<VersionRecord> history = docs().history();
    assertThat(history)
        .extracting(VersionRecord::version, VersionRecord::operation, VersionRecord::rowsAdded)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, "CREATE TABLE", 2L),
            org.assertj.core.groups.Tuple.tuple(2L, "INSERT", 1L),
            org.assertj.core.groups.Tuple.tuple(3L, "DELETE", 0L),
            org.assertj.core.groups.Tuple.tuple(4L, "RESTORE", 1L));
    assertThat(history).extracting(VersionRecord::rowsDeleted).containsExactly(0L, 0L, 2L, 0L);
    assertThat(history).extracting(VersionRecord::rowCount).containsExactly(2L, 3L, 1L, 2L);
    assertThat(history).extracting(VersionRecord::fragments).containsExactly(1, 2, 1, 1);
    assertThat(history.get(1).committedAt()).isEqualTo(START.plusSeconds(10));
    assertThat(history.get(1).bytes()).isGreaterThan(history.get(0).bytes());
  }

  @Test
  void commitTimesStrictlyIncreaseEvenWhenTheClockDoesNot() {
    createDocs(1);
    Instant first = database.latest().committedAt();
    now.set(START.minusSeconds(100));
    insert(2);
    assertThat(database.latest().committedAt()).isEqualTo(first.plus(Duration.ofNanos(1000)));
  }

  @Test
  void oldVersionsAreReadByNumberTagAndTime() {
    createDocs(1);
    now.set(START.plusSeconds(10));
    insert(2);
    try (Transaction t = database.begin()) {
      t.createTag("prod");
      assertThat(t.commit("CREATE TAG").number()).isEqualTo(3);
    }
    now.set(START.plusSeconds(20));
    insert(3);
    Snapshot latest = database.latest();
    assertThat(latest.tags()).containsOnly(java.util.Map.entry("prod", 2L));
    assertThat(firsts(latest.table(DOCS, new VersionPoint.Version(1)))).containsExactly(1L);
    assertThat(firsts(latest.table(DOCS, new VersionPoint.Version(3)))).containsExactly(1L, 2L, 3L);
    assertThat(firsts(latest.table(DOCS, new VersionPoint.Tag("prod")))).containsExactly(1L, 2L);
    VersionPoint between = new VersionPoint.Timestamp(START.plusSeconds(15));
    assertThat(firsts(latest.table(DOCS, between))).containsExactly(1L, 2L);
    assertThat(database.at(between).number()).isEqualTo(3);
    assertThat(database.at(new VersionPoint.Tag("prod")).number()).isEqualTo(2);
    assertThat(firsts(database.at(new VersionPoint.Version(1)), DOCS)).containsExactly(1L);
  }

  @Test
  void pointsThatAreNotThereAreNamed() {
    now.set(START.plusSeconds(5));
    createDocs(1);
    Snapshot latest = database.latest();
    assertFails(
        () -> latest.table(DOCS, new VersionPoint.Version(2)),
        ErrorCode.UNKNOWN_VERSION,
        "table docs has no version 2; it has versions 1 to 1");
    assertFails(
        () -> latest.table(DOCS, new VersionPoint.Tag("none")),
        ErrorCode.UNKNOWN_TAG,
        "unknown tag 'none'");
    assertFails(
        () -> latest.table(NOTES, new VersionPoint.Version(1)),
        ErrorCode.UNKNOWN_TABLE,
        "unknown table notes");
    assertFails(
        () -> latest.table(DOCS, new VersionPoint.Timestamp(START)),
        ErrorCode.NO_VERSION_AT,
        "table docs did not exist at TIMESTAMP '2026-01-01T00:00:00Z'");
    assertFails(
        () -> latest.table(DOCS, new VersionPoint.Timestamp(START.minusSeconds(1))),
        ErrorCode.NO_VERSION_AT,
        "table docs did not exist at TIMESTAMP '2025-12-31T23:59:59Z'");
  }

  @Test
  void droppedTablesAreReadByTagAndRestoredByName() {
    createDocs(1, 2);
    try (Transaction t = database.begin()) {
      appendDocs(t, 3);
      t.createTag("before");
      t.commit("INSERT");
    }
    assertThat(database.latest().tags()).containsEntry("before", 2L);
    try (Transaction t = database.begin()) {
      t.dropTable(DOCS);
      t.commit("DROP TABLE");
    }
    assertThat(firsts(database.latest().table(DOCS, new VersionPoint.Tag("before"))))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void tagsAreMadeOnceAndDropped() {
    createDocs();
    try (Transaction t = database.begin()) {
      t.createTag("a");
      assertFails(() -> t.createTag("a"), ErrorCode.TAG_EXISTS, "tag 'a' already exists");
      t.createTag("b");
      t.dropTag("b");
      t.commit("CREATE TAG");
    }
    try (Transaction t = database.begin()) {
      assertFails(() -> t.createTag("a"), ErrorCode.TAG_EXISTS, "tag 'a' already exists");
      t.dropTag("a");
      assertFails(() -> t.dropTag("a"), ErrorCode.UNKNOWN_TAG, "unknown tag 'a'");
      t.commit("DROP TAG");
    }
    assertThat(database.latest().tags()).isEmpty();
  }

  @Test
  void restoreBringsContentBackAndGoesOn() {
    createDocs(1, 2);
    insert(3);
    try (Transaction t = database.begin()) {
      t.restore(DOCS, new VersionPoint.Version(1));
      appendDocs(t, 3, 4);
      assertThat(firsts(t.view(), DOCS)).containsExactly(1L, 2L, 3L, 4L);
      t.commit("RESTORE");
    }
    assertThat(docs().version()).isEqualTo(3);
    assertThat(firsts(docs())).containsExactly(1L, 2L, 3L, 4L);
    assertThat(firsts(database.latest().table(DOCS, new VersionPoint.Version(2))))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void aTableDroppedAndMadeAgainInOneTransactionIsANewTable() {
    createDocs(1);
    UUID before = docs().id();
    try (Transaction t = database.begin()) {
      t.dropTable(DOCS);
      t.createTable(DOCS, DOCS_SCHEMA);
      appendDocs(t, 9);
      t.commit("CREATE OR REPLACE TABLE");
    }
    assertThat(docs().id()).isNotEqualTo(before);
    assertThat(docs().version()).isEqualTo(1);
    assertThat(firsts(docs())).containsExactly(9L);
  }

  @Test
  void unknownAndExistingTablesAreNamed() {
    createDocs();
    try (Transaction t = database.begin()) {
      assertFails(
          () -> t.createTable(DOCS, DOCS_SCHEMA), ErrorCode.TABLE_EXISTS, "table docs already");
      assertFails(() -> t.dropTable(NOTES), ErrorCode.UNKNOWN_TABLE, "unknown table notes");
      assertFails(() -> t.append(NOTES), ErrorCode.UNKNOWN_TABLE, "unknown table notes");
      assertFails(() -> t.truncate(NOTES), ErrorCode.UNKNOWN_TABLE, "unknown table notes");
    }
  }

  @Test
  void aReadOnlyDatabaseRefusesTransactions() {
    createDocs(1);
    Database reader = Database.open(store(), new OpenOptions(true, false));
    assertThat(firsts(reader.latest(), DOCS)).containsExactly(1L);
    assertFails(reader::begin, ErrorCode.READ_ONLY, "is read-only");
  }

  @Test
  void badRowsAreRefusedAndTheTransactionGoesOn() {
    createDocs(1);
    try (Transaction t = database.begin()) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        List<Object> row = Arrays.asList(5L, "x", new float[] {1, bad, 2}, null);
        assertFails(
            () -> Rows.append(t, DOCS, Rows.batch(DOCS_SCHEMA, List.of(row))),
            ErrorCode.VECTOR_NOT_FINITE,
            "column embedding: element 2 of a vector is " + bad);
      }
      t.createTable(NOTES, NOTES_SCHEMA);
      List<Object> none = Arrays.asList((Object) null);
      assertFails(
          () -> Rows.append(t, NOTES, Rows.batch(NOTES_SCHEMA, List.of(none))),
          ErrorCode.NOT_NULL,
          "column note of table notes must not be NULL");
      appendDocs(t, 2);
      t.commit("INSERT");
    }
    assertThat(firsts(docs())).containsExactly(1L, 2L);
  }

  @Test
  void duplicateKeysAreRefusedWhereverTheyComeFrom() {
    createDocs(1, 2);
    assertFails(
        () -> insert(5, 6, 5),
        ErrorCode.DUPLICATE_KEY,
        "duplicate key (5) in primary key (id) of table docs");
    assertFails(() -> insert(3, 2), ErrorCode.DUPLICATE_KEY, "duplicate key (2)");
    try (Transaction t = database.begin()) {
      appendDocs(t, 7);
      assertFails(() -> appendDocs(t, 7), ErrorCode.DUPLICATE_KEY, "duplicate key (7)");
      delete(t, DOCS, 1L, 7L);
      appendDocs(t, 1, 7);
      t.commit("UPDATE");
    }
    assertThat(firsts(docs())).containsExactly(2L, 1L, 7L);
  }
}
