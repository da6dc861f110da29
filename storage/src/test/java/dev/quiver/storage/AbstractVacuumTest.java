package dev.quiver.storage;

import static dev.quiver.storage.Rows.DOCS;
import static dev.quiver.storage.Rows.DOCS_SCHEMA;
import static dev.quiver.storage.Rows.appendDocs;
import static dev.quiver.storage.Rows.delete;
import static dev.quiver.storage.Rows.firsts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.FileStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What vacuum promises on every kind of store. */
abstract class AbstractVacuumTest {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Retention LAST = Retention.lastVersions(1);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private FileStore store;
  private Database database;

  abstract FileStore store();

  /** Versions 1 to 11: made, then rows 0 to 9 one by one, a day after each other. */
  @BeforeEach
  void elevenVersions() {
    store = store();
    database = open();
    commit(t -> t.createTable(DOCS, DOCS_SCHEMA));
    for (long id = 0; id < 10; id++) {
      long next = id;
      now.updateAndGet(t -> t.plus(Duration.ofDays(1)));
      commit(t -> appendDocs(t, next));
    }
  }

  @AfterEach
  void nothingIsWrongWithTheFiles() {
    assertThat(open().check(null, Progress.NONE).findings()).isEmpty();
  }

  private Database open() {
    return Database.open(store, OpenOptions.DEFAULT, now::get, UUID::randomUUID);
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

  private TableVersion docs(long version) {
    return database.latest().table(DOCS, new VersionPoint.Version(version));
  }

  private static List<Object> ids(long count) {
    return new ArrayList<>(LongStream.range(0, count).boxed().toList());
  }

  private int files(String kind) {
    return store.list("tables/" + docs().id() + "/" + kind).size();
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(QuiverException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  @Test
  void keepsTheLastVersionsOfATableAndSaysOfOthersThatTheyAreGone() {
    database.optimize(DOCS, Progress.NONE);
    int dataFiles = docs().fragments().size() * 3;
    Vacuumed done = database.vacuum(DOCS, LAST, Progress.NONE);
    assertThat(done.versions()).isEqualTo(10);
    assertThat(done.files()).isGreaterThan(20);
    assertThat(done.bytes()).isPositive();
    assertThat(firsts(docs())).isEqualTo(ids(10));
    assertThat(docs().version()).isEqualTo(11);
    assertThat(docs().history()).singleElement().returns(11L, VersionRecord::version);
    assertThat(files("data")).isEqualTo(dataFiles);
    assertThat(files("manifests")).isEqualTo(1);
    assertFails(
        () -> docs(3),
        ErrorCode.VERSION_VACUUMED,
        "version 3 of table docs was vacuumed; the oldest kept is 11");
    assertFails(() -> docs(12), ErrorCode.UNKNOWN_VERSION, "it has versions 11 to 11");
    assertFails(
        () -> database.latest().table(DOCS, at(Duration.ofHours(1))),
        ErrorCode.VERSION_VACUUMED,
        "version 1 of table docs was vacuumed");
    assertThat(commit(t -> appendDocs(t, 77)).table(DOCS).orElseThrow().version()).isEqualTo(12);
    assertThat(docs().history()).hasSize(2);
  }

  @Test
  void keepsVersionsThatWereCurrentWithinATime() {
    now.set(START.plus(Duration.ofDays(10)));
    database.vacuum(Retention.youngerThan(Duration.ofDays(3)), Progress.NONE);
    assertThat(docs().history())
        .extracting(VersionRecord::version)
        .containsExactly(8L, 9L, 10L, 11L);
    assertThat(firsts(docs(8))).isEqualTo(ids(7));
    assertThat(firsts(database.at(at(Duration.ofDays(7))), DOCS)).isEqualTo(ids(7));
    assertFails(
        () -> database.at(at(Duration.ofDays(6))),
        ErrorCode.SNAPSHOT_VACUUMED,
        "was vacuumed; the oldest snapshot kept is number 8, of 2026-01-08T00:00:00Z");
    assertFails(
        () -> database.at(new VersionPoint.Version(2)),
        ErrorCode.SNAPSHOT_VACUUMED,
        "snapshot 2 of database");
  }

  private static VersionPoint at(Duration sinceStart) {
    return new VersionPoint.Timestamp(START.plus(sinceStart));
  }

  @Test
  void theDefaultKeepsWhatIsYoungOrAmongTheLast() {
    assertThat(database.vacuum(Retention.DEFAULT, Progress.NONE).versions()).isZero();
    assertThat(firsts(docs(2))).isEqualTo(ids(1));
    assertThat(database.vacuum(new Retention(6, Duration.ofDays(2)), Progress.NONE).versions())
        .isEqualTo(5);
  }

  @Test
  void snapshotsOfTheWholeDatabaseGoAndTheDatabaseOpensWithoutItsHint() {
    Vacuumed done = database.vacuum(LAST, Progress.NONE);
    assertThat(done.snapshots()).isEqualTo(11);
    assertThat(store.list("commits")).hasSize(2);
    store.delete("latest");
    database.close();
    database = open();
    assertThat(firsts(docs())).isEqualTo(ids(10));
    commit(t -> appendDocs(t, 10));
    assertThat(firsts(open().latest(), DOCS)).isEqualTo(ids(11));
  }

  @Test
  void aHintFromBeforeTheVacuumMisleadsNoOne() {
    commit(t -> t.createTag("old"));
    byte[] hint = store.readIfPresent("latest");
    for (long id = 10; id < 15; id++) {
      long next = id;
      commit(t -> appendDocs(t, next));
    }
    database.vacuum(LAST, Progress.NONE);
    store.writeHint("latest", hint);
    assertThat(firsts(open().latest(), DOCS)).isEqualTo(ids(15));
  }

  @Test
  void tagsKeepWhatTheyName() {
    commit(t -> delete(t, DOCS, 3L));
    commit(t -> t.createTag("release"));
    commit(t -> t.truncate(DOCS));
    commit(t -> appendDocs(t, 50));
    database.vacuum(LAST, Progress.NONE);
    database.vacuum(LAST, Progress.NONE);
    List<Object> then = ids(10);
    then.remove(3L);
    VersionPoint tag = new VersionPoint.Tag("release");
    assertThat(firsts(database.latest().table(DOCS, tag))).isEqualTo(then);
    assertThat(firsts(database.at(tag), DOCS)).isEqualTo(then);
    commit(t -> t.restore(DOCS, tag));
    assertThat(firsts(docs())).isEqualTo(then);
    commit(t -> t.truncate(DOCS));
    commit(t -> t.dropTag("release"));
    commit(t -> appendDocs(t, 51));
    database.vacuum(LAST, Progress.NONE);
    assertThat(store.list("kept")).isEmpty();
    assertThat(files("data")).isEqualTo(1);
  }

  @Test
  void aPinnedSnapshotStaysReadableWithAllItsVersions() {
    Snapshot reader = database.latest();
    try (Pin pin = database.pin(reader)) {
      assertThat(pin.isLate()).isFalse();
      database.optimize(DOCS, Progress.NONE);
      database.vacuum(LAST, Progress.NONE);
      Database fresh = open();
      assertThat(fresh.latest().table(DOCS).orElseThrow().history()).hasSize(1);
      fresh.close();
      assertThat(firsts(reader, DOCS)).isEqualTo(ids(10));
      assertThat(firsts(reader.table(DOCS, new VersionPoint.Version(4)))).isEqualTo(ids(3));
      assertThat(firsts(reader.table(DOCS, at(Duration.ofDays(2))))).isEqualTo(ids(2));
    }
    database.vacuum(LAST, Progress.NONE);
    assertThat(files("data")).isEqualTo(3);
    assertThat(database.pin(reader).isLate()).isTrue();
  }

  @Test
  void aReaderThatPinnedNothingIsToldWhy() {
    Database other = open();
    Snapshot reader = other.latest();
    other.close();
    database.optimize(DOCS, Progress.NONE);
    database.vacuum(LAST, Progress.NONE);
    assertFails(
        () -> firsts(reader, DOCS),
        ErrorCode.SNAPSHOT_EXPIRED,
        "was vacuumed while this snapshot was still read; take a newer one");
  }

  @Test
  void whileOthersUseThePlaceADayProtectsWhatTheyMayRead() {
    database.optimize(DOCS, Progress.NONE);
    Database other = open();
    Snapshot reader = other.latest();
    int before = files("data");
    assertThat(database.vacuum(LAST, Progress.NONE).files()).isZero();
    assertThat(files("data")).isEqualTo(before);
    assertThat(firsts(reader, DOCS)).isEqualTo(ids(10));
    other.close();
    assertThat(database.vacuum(LAST, Progress.NONE).files()).isPositive();
    assertThat(files("data")).isEqualTo(3);
  }

  @Test
  void filesOfAnOpenTransactionStayAndThoseOfADeadOneGo() {
    try (Transaction open = database.begin()) {
      appendDocs(open, 20);
      delete(open, DOCS, 9L);
      database.vacuum(LAST, Progress.NONE);
      open.commit("INSERT");
    }
    List<Object> expected = ids(9);
    expected.add(20L);
    assertThat(firsts(docs())).isEqualTo(expected);
    store.createIfAbsent("tables/" + docs().id() + "/data/orphan.arrow", new byte[10]);
    int before = files("data");
    database.vacuum(LAST, Progress.NONE);
    assertThat(files("data")).isLessThan(before);
    assertThat(firsts(docs())).isEqualTo(expected);
  }

  @Test
  void droppedTablesCanBeReadUntilTheirSnapshotsAreGivenUp() {
    UUID id = docs().id();
    database.optimize(DOCS, Progress.NONE);
    Instant then = now.get();
    now.updateAndGet(t -> t.plus(Duration.ofDays(1)));
    commit(t -> t.dropTable(DOCS));
    database.vacuum(Retention.youngerThan(Duration.ofDays(5)), Progress.NONE);
    VersionPoint before = new VersionPoint.Timestamp(then);
    assertThat(firsts(database.latest().table(DOCS, before))).isEqualTo(ids(10));
    now.updateAndGet(t -> t.plus(Duration.ofDays(20)));
    commit(t -> t.createTable(Rows.NOTES, Rows.NOTES_SCHEMA));
    database.vacuum(LAST, Progress.NONE);
    assertThat(store.list("tables/" + id + "/data")).isEmpty();
    assertFails(
        () -> database.latest().table(DOCS, before), ErrorCode.SNAPSHOT_VACUUMED, "was vacuumed");
  }

  @Test
  void longHistoriesAreCutInTheMiddleOfTheirGroups() {
    for (long id = 100; id < 300; id++) {
      long next = id;
      commit(t -> appendDocs(t, next));
      commit(t -> delete(t, DOCS, next));
    }
    database.vacuum(DOCS, Retention.lastVersions(150), Progress.NONE);
    assertThat(docs().history())
        .extracting(VersionRecord::version)
        .containsExactlyElementsOf(LongStream.rangeClosed(262, 411).boxed().toList());
    assertThat(firsts(docs(262))).hasSize(11);
    assertFails(() -> docs(261), ErrorCode.VERSION_VACUUMED, "the oldest kept is 262");
  }

  @Test
  void aVacuumThatIsStoppedHalfWayIsResumed() {
    assertThatThrownBy(
            () ->
                database.vacuum(
                    LAST,
                    new Progress() {
                      private int steps;

                      @Override
                      public void advance(long more) {
                        if (++steps == 5) {
                          throw new QuiverException(ErrorCode.CANCELLED);
                        }
                      }
                    }))
        .hasMessageContaining("cancelled");
    assertThat(firsts(open().latest(), DOCS)).isEqualTo(ids(10));
  }

  @Test
  void aReadOnlyDatabaseIsNotVacuumed() {
    Database reader = Database.open(store, new OpenOptions(true, false));
    assertFails(() -> reader.vacuum(LAST, Progress.NONE), ErrorCode.READ_ONLY, "is read-only");
    assertFails(() -> reader.optimize(DOCS, Progress.NONE), ErrorCode.READ_ONLY, "is read-only");
  }
}
