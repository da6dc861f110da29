package dev.quiver.storage;

import static dev.quiver.storage.Rows.DOCS;
import static dev.quiver.storage.Rows.DOCS_SCHEMA;
import static dev.quiver.storage.Rows.NOTES;
import static dev.quiver.storage.Rows.NOTES_SCHEMA;
import static dev.quiver.storage.Rows.appendDocs;
import static dev.quiver.storage.Rows.appendNotes;
import static dev.quiver.storage.Rows.delete;
import static dev.quiver.storage.Rows.doc;
import static dev.quiver.storage.Rows.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.MemoryFileStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that a transaction holds in memory: seen, deleted and taken back like any, written once. */
class BufferedRowsTest {
  private static final int LARGE_TEXT = 5 << 20;

  private final FileStore store = new MemoryFileStore("memory");
  private final Database database = Database.open(store, OpenOptions.DEFAULT);

  @BeforeEach
  void createTables() {
    try (Transaction t = database.begin()) {
      t.createTable(DOCS, DOCS_SCHEMA);
      t.createTable(NOTES, NOTES_SCHEMA);
      t.commit("CREATE");
    }
  }

  @AfterEach
  void nothingIsWrongWithTheFiles() {
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
  }

  private int dataFiles() {
    int files = 0;
    for (String table : store.list("tables")) {
      files += store.list("tables/" + table + "/data").size();
    }
    return files;
  }

  private static TableVersion docs(Snapshot snapshot) {
    return snapshot.table(DOCS).orElseThrow();
  }

  @Test
  void manyStatementsOfATransactionAreOneFragmentAndNoFileBefore() {
    try (Transaction t = database.begin()) {
      for (long id = 0; id < 1_000; id++) {
        appendDocs(t, id);
      }
      assertThat(docs(t.view()).fragments()).hasSizeLessThan(12);
      assertThat(docs(t.view()).rowCount()).isEqualTo(1_000);
      assertThat(dataFiles()).isZero();
      t.commit("INSERT");
    }
    TableVersion table = docs(database.latest());
    assertThat(table.fragments()).hasSize(1);
    assertThat(read(table)).hasSize(1_000);
    assertThat(read(table).get(7)).usingRecursiveComparison().isEqualTo(doc(7));
    assertThat(dataFiles()).isEqualTo(3); // the key and the text, the vectors, the images
  }

  @Test
  void aTransactionThatIsThrownAwayNeverMadeAFile() {
    try (Transaction t = database.begin()) {
      appendDocs(t, 1, 2, 3);
    }
    assertThat(dataFiles()).isZero();
  }

  @Test
  void rowsAddedAndDeletedAreNeverWritten() {
    try (Transaction t = database.begin()) {
      appendDocs(t, 1);
      appendDocs(t, 2);
      assertThat(delete(t, DOCS, 1L, 2L)).isEqualTo(2);
      t.commit("NOTHING");
    }
    assertThat(docs(database.latest()).version()).isEqualTo(1);
    assertThat(dataFiles()).isZero();
  }

  @Test
  void keysAreCheckedAgainstRowsInMemory() {
    try (Transaction t = database.begin()) {
      appendDocs(t, 1);
      appendDocs(t, 2);
      assertThatThrownBy(() -> appendDocs(t, 1))
          .hasMessage("duplicate key (1) in primary key (id) of table docs");
      delete(t, DOCS, 1L);
      appendDocs(t, 1);
      t.commit("INSERT");
    }
    assertThat(read(docs(database.latest()))).extracting(row -> row.get(0)).contains(1L, 2L);
  }

  @Test
  void beyondALimitRowsGoToFilesAndComeBackWithASavepoint() {
    String large = "x".repeat(LARGE_TEXT / 2);
    try (Transaction t = database.begin()) {
      appendNotes(t, "first");
      Transaction.Savepoint before = t.savepoint();
      for (int i = 0; i < 16; i++) {
        appendNotes(t, large + i);
      }
      assertThat(dataFiles()).isPositive();
      appendNotes(t, large, large); // too large for memory by itself
      assertThat(t.view().table(NOTES).orElseThrow().rowCount()).isEqualTo(19);
      t.rollbackTo(before);
      assertThat(dataFiles()).isZero();
      assertThat(read(t.view().table(NOTES).orElseThrow())).hasSize(1);
      appendNotes(t, "last");
      t.commit("INSERT");
    }
    assertThat(read(database.latest().table(NOTES).orElseThrow()))
        .extracting(row -> row.get(0))
        .containsExactly("first", "last");
  }

  /** What the model knows at a savepoint. */
  private record Moment(Transaction.Savepoint savepoint, TreeSet<Long> ids) {}

  @Test
  void anyMixtureOfChangesIsSeenAsItIs() {
    Random random = new Random(42);
    for (int round = 0; round < 30; round++) {
      TreeSet<Long> ids = new TreeSet<>();
      read(docs(database.latest())).forEach(row -> ids.add((Long) row.get(0)));
      List<Moment> moments = new ArrayList<>();
      try (Transaction t = database.begin()) {
        for (int step = 0; step < 40; step++) {
          change(t, ids, moments, random);
          assertSame(docs(t.view()), ids);
        }
        t.commit("MIXTURE");
      }
      assertSame(docs(database.latest()), ids);
    }
  }

  private static void change(
      Transaction t, TreeSet<Long> ids, List<Moment> moments, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> moments.add(new Moment(t.savepoint(), new TreeSet<>(ids)));
      case 1 -> {
        if (!moments.isEmpty()) {
          int index = random.nextInt(moments.size());
          t.rollbackTo(moments.get(index).savepoint());
          ids.clear();
          ids.addAll(moments.get(index).ids());
          moments.subList(index + 1, moments.size()).clear();
        }
      }
      case 2, 3, 4 -> {
        Object[] some = ids.stream().filter(id -> random.nextInt(4) == 0).toArray();
        assertThat(delete(t, DOCS, some)).isEqualTo(some.length);
        ids.removeAll(List.of(some));
        if (random.nextBoolean() && some.length > 0) { // an update
          appendDocs(t, java.util.Arrays.stream(some).mapToLong(id -> (Long) id).toArray());
          java.util.Arrays.stream(some).forEach(id -> ids.add((Long) id));
        }
      }
      default -> {
        long[] fresh =
            LongStream.generate(() -> random.nextInt(500))
                .distinct()
                .filter(id -> !ids.contains(id))
                .limit(1 + random.nextInt(6))
                .toArray();
        appendDocs(t, fresh);
        LongStream.of(fresh).forEach(ids::add);
      }
    }
  }

  private static void assertSame(TableVersion table, TreeSet<Long> ids) {
    assertThat(table.rowCount()).isEqualTo(ids.size());
    List<List<Object>> rows = new ArrayList<>(read(table));
    rows.sort(Comparator.comparing(row -> (Long) row.get(0)));
    assertThat(rows).extracting(row -> row.get(0)).containsExactlyElementsOf(ids);
    assertThat(rows)
        .allSatisfy(
            row -> assertThat(row).usingRecursiveComparison().isEqualTo(doc((Long) row.get(0))));
  }
}
