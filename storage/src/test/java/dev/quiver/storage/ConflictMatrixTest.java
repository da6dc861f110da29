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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.index.VectorIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every change beside every other: both are made on one snapshot, one is committed, then the other.
 * Either both are there, as if made one after the other, or the second leaves nothing and says why.
 */
class ConflictMatrixTest {
  private static final TableName OTHER = TableName.of("other");

  /** A change of docs, which holds 1, 2 and 3; 2 and 3 are one fragment, version 1 held 1. */
  private enum Change {
    APPEND_4,
    APPEND_5,
    DELETE_2,
    DELETE_3,
    UPDATE_2,
    UPDATE_3,
    COMPACT,
    CREATE_INDEX,
    DROP_INDEX,
    CREATE_TABLE,
    REPLACE_TABLE,
    DROP,
    TRUNCATE,
    RESTORE,
    RESTORE_ALL,
    CREATE_TAG,
    DROP_TAG,
    APPEND_NOTE
  }

  /**
   * What becomes of the second change (the column) after the first (the row): {@code .} both are
   * there; {@code o} the compaction gives way; else it is refused, see {@link #refusals}.
   */
  private static final String MATRIX =
      """
                    AP4 AP5 DE2 DE3 UP2 UP3 COM CIX DIX CTA REP DRO TRU RES RAL CTG DTG NOT
      APPEND_4        k   .   .   .   .   .   .   .   .   .   c   c   c   c   c   .   .   .
      APPEND_5        .   k   .   .   .   .   .   .   .   .   c   c   c   c   c   .   .   .
      DELETE_2        .   .   r   .   r   .   .   .   .   .   c   c   c   c   c   .   .   .
      DELETE_3        .   .   .   r   .   r   .   .   .   .   c   c   c   c   c   .   .   .
      UPDATE_2        .   .   r   .   r   .   .   .   .   .   c   c   c   c   c   .   .   .
      UPDATE_3        .   .   .   r   .   r   .   .   .   .   c   c   c   c   c   .   .   .
      COMPACT         .   .   .   .   .   .   o   .   .   .   .   .   .   .   .   .   .   .
      CREATE_INDEX    .   .   .   .   .   .   .   i   .   .   .   .   .   .   .   .   .   .
      DROP_INDEX      .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
      CREATE_TABLE    .   .   .   .   .   .   .   .   .   m   .   .   .   .   .   .   .   .
      REPLACE_TABLE   d   d   d   d   d   d   o   d   d   .   d   d   d   d   d   .   .   .
      DROP            d   d   d   d   d   d   o   d   d   .   d   d   d   d   d   .   .   .
      TRUNCATE        .   .   r   r   r   r   o   .   .   .   c   c   c   c   c   .   .   .
      RESTORE         .   .   r   r   r   r   o   .   .   .   c   c   c   c   c   .   .   .
      RESTORE_ALL     .   .   r   r   r   r   o   .   .   .   c   c   c   c   c   .   .   .
      CREATE_TAG      .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   t   .   .
      DROP_TAG        .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   u   .
      APPEND_NOTE     .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
      """;

  /** What is said for each letter, with the SQLSTATE. */
  private static Map<Character, String> refusals() {
    String meanwhile = "; retry the transaction";
    return Map.of(
        'r',
        "40001 table docs: another transaction changed or deleted the same rows meanwhile"
            + meanwhile,
        'c',
        "40001 table docs: another transaction changed it meanwhile" + meanwhile,
        'd',
        "40001 table docs: another transaction dropped it meanwhile" + meanwhile,
        'm',
        "40001 table other: another transaction created it meanwhile" + meanwhile,
        'k',
        "23505 duplicate key (%s) in primary key (id) of table docs",
        'i',
        "42P07 index new already exists on table docs",
        't',
        "42710 tag 'now' already exists",
        'u',
        "42704 unknown tag 'release'");
  }

  /** All that can be seen of a database, kept by hand. */
  private record Contents(
      Map<String, List<Object>> tables, TreeSet<String> indexes, TreeSet<String> tags) {

    static Contents atStart() {
      Contents contents = new Contents(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
      contents.tables.put("docs", List.of(1L, 2L, 3L));
      contents.tables.put("notes", List.of());
      contents.indexes.add("old");
      contents.tags.add("release");
      return contents;
    }

    static Contents of(Database database) {
      Snapshot snapshot = database.latest();
      Contents contents = new Contents(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
      for (TableName name : snapshot.tables()) {
        TableVersion table = snapshot.table(name).orElseThrow();
        contents.tables.put(name.table(), firsts(table).stream().sorted().toList());
        assertThat(table.rowCount()).isEqualTo(firsts(table).size());
        for (VectorIndex index : table.indexes()) {
          contents.indexes.add(index.definition().name());
        }
      }
      contents.tags.addAll(snapshot.tags().keySet());
      return contents;
    }

    private void docs(Long gone, Long more) {
      List<Object> rows = new ArrayList<>(tables.get("docs"));
      rows.remove(gone);
      if (more != null) {
        rows.add(more);
      }
      tables.put("docs", rows.stream().sorted().toList());
    }

    void change(Change change) {
      switch (change) {
        case APPEND_4 -> docs(null, 4L);
        case APPEND_5 -> docs(null, 5L);
        case DELETE_2 -> docs(2L, null);
        case DELETE_3 -> docs(3L, null);
        case UPDATE_2, UPDATE_3, COMPACT -> {}
        case CREATE_INDEX -> indexes.add("new");
        case DROP_INDEX -> indexes.remove("old");
        case CREATE_TABLE -> tables.put("other", List.of());
        case REPLACE_TABLE -> {
          tables.put("docs", List.of(9L));
          indexes.clear();
        }
        case DROP -> {
          tables.remove("docs");
          indexes.clear();
        }
        case TRUNCATE -> tables.put("docs", List.of());
        case RESTORE, RESTORE_ALL -> tables.put("docs", List.of(1L));
        case CREATE_TAG -> tags.add("now");
        case DROP_TAG -> tags.remove("release");
        case APPEND_NOTE -> {
          List<Object> notes = new ArrayList<>(tables.get("notes"));
          notes.add("n");
          tables.put("notes", notes);
        }
      }
    }
  }

  /** One database, and two changes of it. */
  private static final class Pair {
    private final MemoryFileStore store = new MemoryFileStore("memory");
    private final Database database = Database.open(store, OpenOptions.DEFAULT);

    Pair() {
      commit(
          t -> {
            t.createTable(DOCS, DOCS_SCHEMA);
            t.createTable(NOTES, NOTES_SCHEMA);
            appendDocs(t, 1);
          });
      commit(
          t -> {
            appendDocs(t, 2, 3);
            t.createTag("release");
            createIndex(t, "old");
          });
    }

    private void commit(Consumer<Transaction> change) {
      try (Transaction t = database.begin()) {
        change.accept(t);
        t.commit("CHANGE");
      }
    }

    private static void createIndex(Transaction t, String name) {
      IndexDefinition definition = new IndexDefinition(name, 2, IndexMethod.IVF_FLAT, Metric.L2, 2);
      t.createIndex(DOCS, definition, Progress.NONE);
    }

    private static void change(Change change, Transaction t) {
      switch (change) {
        case APPEND_4 -> appendDocs(t, 4);
        case APPEND_5 -> appendDocs(t, 5);
        case DELETE_2 -> delete(t, DOCS, 2L);
        case DELETE_3 -> delete(t, DOCS, 3L);
        case UPDATE_2 -> update(t, 2);
        case UPDATE_3 -> update(t, 3);
        case CREATE_INDEX -> createIndex(t, "new");
        case DROP_INDEX -> t.dropIndex(DOCS, "old");
        case CREATE_TABLE -> t.createTable(OTHER, NOTES_SCHEMA);
        case REPLACE_TABLE -> {
          t.dropTable(DOCS);
          t.createTable(DOCS, DOCS_SCHEMA);
          appendDocs(t, 9);
        }
        case DROP -> t.dropTable(DOCS);
        case TRUNCATE -> t.truncate(DOCS);
        case RESTORE -> t.restore(DOCS, new VersionPoint.Version(1));
        case RESTORE_ALL -> t.restoreDatabase(new VersionPoint.Version(1));
        case CREATE_TAG -> t.createTag("now");
        case DROP_TAG -> t.dropTag("release");
        case APPEND_NOTE -> appendNotes(t, "n");
        case COMPACT -> throw new IllegalArgumentException("no transaction");
      }
    }

    private static void update(Transaction t, long id) {
      delete(t, DOCS, id);
      appendDocs(t, id);
    }

    /** Makes the change ready on the newest snapshot, lets something happen, and commits it. */
    private long around(Change change, Runnable meanwhile) {
      if (change == Change.COMPACT) {
        return compactWhile(meanwhile);
      }
      try (Transaction t = database.begin()) {
        change(change, t);
        meanwhile.run();
        t.commit(change.name());
        return 0;
      }
    }

    private long compactWhile(Runnable meanwhile) {
      boolean[] happened = {false};
      Progress once =
          new Progress() {
            @Override
            public void advance(long more) {
              if (!happened[0]) {
                happened[0] = true;
                meanwhile.run();
              }
            }
          };
      long rewritten = database.optimize(DOCS, once);
      assertThat(happened[0]).isTrue();
      return rewritten;
    }

    /** The letter of what became of the second change, and whether that is as it should be. */
    char judge(Change first, Change second) {
      Contents expected = Contents.atStart();
      expected.change(first);
      long[] rewritten = {-1};
      QuiverException refused =
          catchThrowableOfType(
              QuiverException.class,
              () -> rewritten[0] = around(second, () -> around(first, () -> {})));
      if (refused == null) {
        expected.change(second);
      }
      assertThat(Contents.of(database)).as("%s, then %s", first, second).isEqualTo(expected);
      assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
      if (refused == null) {
        return second == Change.COMPACT && rewritten[0] == 0 ? 'o' : '.';
      }
      assertThat(Orphaned.files(database, store)).as("left by %s", second).isEmpty();
      return letter(refused, second);
    }

    private static char letter(QuiverException refused, Change second) {
      String said = refused.code().sqlState() + " " + refused.getMessage();
      String key = second == Change.APPEND_4 ? "4" : "5";
      return refusals().entrySet().stream()
          .filter(entry -> entry.getValue().formatted(key).equals(said))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow(() -> new AssertionError(said));
    }
  }

  private static Map<Change, String> expected() {
    Map<Change, String> rows = new EnumMap<>(Change.class);
    MATRIX
        .lines()
        .skip(1)
        .forEach(
            line -> {
              String[] cells = line.trim().split(" +", 2);
              rows.put(Change.valueOf(cells[0]), cells[1].replace(" ", ""));
            });
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void whatBecomesOfTheSecond(Change first) {
    StringBuilder row = new StringBuilder();
    for (Change second : Change.values()) {
      row.append(new Pair().judge(first, second));
    }
    assertThat(row.toString()).isEqualTo(expected().get(first));
  }

  @Test
  void theMatrixNamesEveryPair() {
    assertThat(expected()).containsOnlyKeys(Change.values());
    assertThat(expected().values()).allMatch(row -> row.length() == Change.values().length);
    assertThat(MATRIX.lines().findFirst().orElseThrow().trim().split(" +"))
        .hasSameSizeAs(Arrays.asList(Change.values()));
  }
}
