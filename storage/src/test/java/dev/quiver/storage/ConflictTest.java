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
import dev.quiver.storage.file.MemoryFileStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two transactions on one snapshot: which go together, and what the second is told if not. */
class ConflictTest {
  private final FileStore store = new MemoryFileStore("memory");
  private final Database database = Database.open(store, OpenOptions.DEFAULT);

  /** One change of docs, which holds 1, 2 and 3; version 1 held 1. */
  private enum Change {
    APPEND_4,
    APPEND_5,
    DELETE_1,
    DELETE_2,
    UPDATE_2,
    TRUNCATE,
    RESTORE,
    DROP,
    APPEND_NOTE,
    CREATE_OTHER;

    void apply(Transaction t) {
      switch (this) {
        case APPEND_4 -> appendDocs(t, 4);
        case APPEND_5 -> appendDocs(t, 5);
        case DELETE_1 -> delete(t, DOCS, 1L);
        case DELETE_2 -> delete(t, DOCS, 2L);
        case UPDATE_2 -> {
          delete(t, DOCS, 2L);
          appendDocs(t, 2);
        }
        case TRUNCATE -> t.truncate(DOCS);
        case RESTORE -> t.restore(DOCS, new VersionPoint.Version(1));
        case DROP -> t.dropTable(DOCS);
        case APPEND_NOTE -> appendNotes(t, "n");
        case CREATE_OTHER -> t.createTable(TableName.of("other"), NOTES_SCHEMA);
      }
    }
  }

  @AfterEach
  void check() {
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
  }

  private void setUp() {
    try (Transaction t = database.begin()) {
      t.createTable(DOCS, DOCS_SCHEMA);
      t.createTable(NOTES, NOTES_SCHEMA);
      appendDocs(t, 1);
      t.commit("CREATE");
    }
    try (Transaction t = database.begin()) {
      appendDocs(t, 2, 3);
      t.commit("INSERT");
    }
  }

  private Snapshot both(Change first, Change second) {
    setUp();
    try (Transaction one = database.begin();
        Transaction two = database.begin()) {
      first.apply(one);
      second.apply(two);
      one.commit(first.name());
      return two.commit(second.name());
    }
  }

  static Stream<Arguments> together() {
    return Stream.of(
        Arguments.of(Change.APPEND_4, Change.APPEND_5, List.of(1L, 2L, 3L, 4L, 5L)),
        Arguments.of(Change.APPEND_4, Change.DELETE_2, List.of(1L, 3L, 4L)),
        Arguments.of(Change.DELETE_2, Change.APPEND_4, List.of(1L, 3L, 4L)),
        Arguments.of(Change.DELETE_1, Change.DELETE_2, List.of(3L)),
        Arguments.of(Change.DELETE_1, Change.UPDATE_2, List.of(3L, 2L)),
        Arguments.of(Change.UPDATE_2, Change.APPEND_4, List.of(1L, 3L, 2L, 4L)),
        Arguments.of(Change.TRUNCATE, Change.APPEND_4, List.of(4L)),
        Arguments.of(Change.RESTORE, Change.APPEND_4, List.of(1L, 4L)),
        Arguments.of(Change.RESTORE, Change.DELETE_1, List.of()),
        Arguments.of(Change.APPEND_NOTE, Change.TRUNCATE, List.of()),
        Arguments.of(Change.TRUNCATE, Change.APPEND_NOTE, List.of()),
        Arguments.of(Change.CREATE_OTHER, Change.DELETE_2, List.of(1L, 3L)),
        Arguments.of(Change.DELETE_2, Change.CREATE_OTHER, List.of(1L, 3L)));
  }

  @ParameterizedTest
  @MethodSource("together")
  void theseGoTogether(Change first, Change second, List<Long> docs) {
    Snapshot snapshot = both(first, second);
    assertThat(snapshot.number()).isEqualTo(4);
    assertThat(firsts(snapshot, DOCS)).isEqualTo(docs);
    TableVersion table = snapshot.table(DOCS).orElseThrow();
    assertThat(table.rowCount()).isEqualTo(docs.size());
    List<VersionRecord> history = table.history();
    assertThat(history).extracting(VersionRecord::version).isSorted().doesNotHaveDuplicates();
    assertThat(history.get(history.size() - 1).rowCount()).isEqualTo(docs.size());
    assertThat(history.get(history.size() - 1).version()).isEqualTo(table.version());
  }

  static Stream<Arguments> apart() {
    String changed = "table docs: another transaction changed it meanwhile";
    String dropped = "table docs: another transaction dropped it meanwhile";
    String rows = "table docs: another transaction changed or deleted the same rows meanwhile";
    return Stream.of(
        Arguments.of(Change.DELETE_2, Change.DELETE_2, rows),
        Arguments.of(Change.DELETE_2, Change.UPDATE_2, rows),
        Arguments.of(Change.UPDATE_2, Change.UPDATE_2, rows),
        Arguments.of(Change.TRUNCATE, Change.DELETE_2, rows),
        Arguments.of(Change.RESTORE, Change.DELETE_2, rows),
        Arguments.of(Change.APPEND_4, Change.TRUNCATE, changed),
        Arguments.of(Change.DELETE_2, Change.TRUNCATE, changed),
        Arguments.of(Change.APPEND_4, Change.RESTORE, changed),
        Arguments.of(Change.APPEND_4, Change.DROP, changed),
        Arguments.of(Change.TRUNCATE, Change.RESTORE, changed),
        Arguments.of(Change.DROP, Change.APPEND_4, dropped),
        Arguments.of(Change.DROP, Change.TRUNCATE, dropped),
        Arguments.of(Change.DROP, Change.DROP, dropped),
        Arguments.of(
            Change.CREATE_OTHER,
            Change.CREATE_OTHER,
            "table other: another transaction created it meanwhile"));
  }

  @ParameterizedTest
  @MethodSource("apart")
  void theseDoNot(Change first, Change second, String message) {
    assertThatThrownBy(() -> both(first, second))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRITE_CONFLICT))
        .hasMessage(message + "; retry the transaction");
    assertThat(database.latest().number()).isEqualTo(3);
    assertThat(Orphaned.files(database, store)).isEmpty();
  }

  @Test
  void aKeyThatAnotherAddedMeanwhileIsADuplicate() {
    assertThatThrownBy(() -> both(Change.APPEND_4, Change.APPEND_4))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_KEY))
        .hasMessage("duplicate key (4) in primary key (id) of table docs");
    assertThat(firsts(database.latest(), DOCS)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(Orphaned.files(database, store)).isEmpty();
  }

  @Test
  void aKeyThatARestoreMadeLiveAgainIsADuplicate() {
    setUp();
    try (Transaction t = database.begin()) {
      delete(t, DOCS, 1L);
      t.commit("DELETE");
    }
    try (Transaction one = database.begin();
        Transaction two = database.begin()) {
      one.restore(DOCS, new VersionPoint.Version(2));
      appendDocs(two, 1);
      one.commit("RESTORE");
      assertThatThrownBy(() -> two.commit("INSERT"))
          .hasMessage("duplicate key (1) in primary key (id) of table docs");
    }
  }

  @Test
  void aKeyDeletedAgainInTheSameTransactionIsNone() {
    setUp();
    try (Transaction one = database.begin();
        Transaction two = database.begin()) {
      appendDocs(one, 4);
      appendDocs(two, 4, 5);
      delete(two, DOCS, 4L);
      one.commit("INSERT");
      two.commit("INSERT");
    }
    assertThat(firsts(database.latest(), DOCS)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void severalTablesChangeTogetherOrNotAtAll() {
    setUp();
    try (Transaction one = database.begin();
        Transaction two = database.begin()) {
      delete(one, DOCS, 2L);
      delete(two, DOCS, 2L);
      appendNotes(two, "lost");
      one.commit("DELETE");
      assertThatThrownBy(() -> two.commit("BLOCK")).isInstanceOf(QuiverException.class);
    }
    assertThat(firsts(database.latest(), NOTES)).isEmpty();
    assertThat(database.latest().table(NOTES).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void aTagNamesTheSnapshotThatWasSeen() {
    setUp();
    try (Transaction one = database.begin();
        Transaction two = database.begin()) {
      appendDocs(one, 4);
      two.createTag("seen");
      one.commit("INSERT");
      two.commit("CREATE TAG");
    }
    assertThat(firsts(database.at(new VersionPoint.Tag("seen")), DOCS)).containsExactly(1L, 2L, 3L);
  }
}
