package dev.quiver.storage.check;

import static dev.quiver.storage.Rows.DOCS;
import static dev.quiver.storage.Rows.DOCS_SCHEMA;
import static dev.quiver.storage.Rows.NOTES;
import static dev.quiver.storage.Rows.NOTES_SCHEMA;
import static dev.quiver.storage.Rows.appendDocs;
import static dev.quiver.storage.Rows.appendNotes;
import static dev.quiver.storage.Rows.delete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.HistoryEntry;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.ManifestWriter;
import dev.quiver.storage.manifest.Manifests;
import dev.quiver.storage.manifest.Spilled;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.manifest.Totals;
import dev.quiver.storage.snapshot.CommittedTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CHECK finds nothing in a sound database, and each planted fault in another. */
class DatabaseCheckTest {
  private final MemoryFileStore store = new MemoryFileStore("memory");
  private Database database;

  @BeforeEach
  void fill() {
    database = Database.open(store, OpenOptions.DEFAULT);
    try (Transaction t = database.begin()) {
      t.createTable(DOCS, DOCS_SCHEMA);
      appendDocs(t, 1, 2, 3);
      t.createTable(NOTES, NOTES_SCHEMA);
      appendNotes(t, "a", "b");
      t.createTag("first");
      t.commit("CREATE TABLE");
    }
    for (int i = 0; i < 70; i++) {
      try (Transaction t = database.begin()) {
        appendDocs(t, 100 + i);
        t.commit("INSERT");
      }
    }
    try (Transaction t = database.begin()) {
      delete(t, DOCS, 2L);
      t.restore(NOTES, new VersionPoint.Version(1));
      t.commit("DELETE");
    }
  }

  private CheckReport check() {
    return database.check(null, Progress.NONE);
  }

  @Test
  void aSoundDatabaseHasNoFindingAndAllOfItIsLookedAt() {
    CheckReport report = check();
    assertThat(report.findings()).isEmpty();
    assertThat(report.isClean()).isTrue();
    assertThat(report.rows()).isEqualTo(75);
    assertThat(report.files()).isEqualTo(files().size());
    assertThat(report.bytes())
        .isEqualTo(files().stream().mapToLong(path -> content(path).length).sum());
  }

  @Test
  void oneTableIsCheckedAlone() {
    store.delete(dataFile(DOCS));
    assertThat(database.check(NOTES, Progress.NONE).findings()).isEmpty();
    assertThat(database.check(DOCS, Progress.NONE).findings()).hasSize(1);
    assertThatThrownBy(() -> database.check(TableName.of("none"), Progress.NONE))
        .hasMessage("unknown table none");
  }

  @Test
  void everyDamagedOrMissingFileIsNamed() {
    List<String> files = files();
    int number = 0;
    for (String path : files) {
      if (number++ % 7 > 0 && !path.endsWith(".group") && !path.endsWith(".deletes")) {
        continue;
      }
      byte[] good = content(path);
      byte[] bad = good.clone();
      bad[good.length / 2] ^= 4;
      store.writeHint(path, bad);
      assertNames(path, check());
      store.delete(path);
      if (!path.startsWith("commits/")) {
        assertNames(path, check());
      }
      store.writeHint(path, good);
    }
    assertThat(check().findings()).isEmpty();
  }

  private static void assertNames(String path, CheckReport report) {
    assertThat(report.findings())
        .isNotEmpty()
        .anySatisfy(f -> assertThat(f.file() + " " + f.problem()).contains(path));
  }

  @Test
  void aMissingCommitIsNamedByItsNumber() {
    store.delete(dev.quiver.storage.commit.CommitLog.path(7));
    assertThat(check().findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.kind()).isEqualTo(CheckKind.REFERENCES);
              assertThat(f.problem()).contains("the file is missing");
            });
  }

  @Test
  void wrongTotalsAreFound() {
    forge(m -> with(m, new Totals(m.totals().rows() + 1, 71, m.totals().bytes()), m.fragments()));
    assertOne(CheckKind.COUNTS, "it says Totals[rows=73");
  }

  @Test
  void aWrongNumberOfDeletedRowsIsFound() {
    forgeFragments(
        e ->
            e.deletes() == null
                ? e
                : new FragmentEntry(e.fragment(), e.deletes(), e.deletedRows() + 1));
    assertOne(CheckKind.COUNTS, "it deletes 1 rows, its manifest says 2");
  }

  @Test
  void wrongStatisticsAreFound() {
    boolean[] done = {false};
    forgeFragments(
        e -> {
          if (done[0]) {
            return e;
          }
          done[0] = true;
          Map<Integer, ColumnStatistics> wrong = new HashMap<>();
          wrong.put(0, new ColumnStatistics(1L, 2L, 0));
          FragmentRecord f = e.fragment();
          return new FragmentEntry(
              FragmentRecord.of(f.id(), f.rows(), f.files(), f.keyFiles(), wrong),
              e.deletes(),
              e.deletedRows());
        });
    assertOne(CheckKind.STATISTICS, "column id has ColumnStatistics[min=1, max=3, nullCount=0]");
  }

  @Test
  void aKeyThatTwoRowsHaveIsFound() {
    forge(
        m -> {
          List<FragmentEntry> tail = new ArrayList<>(m.fragments().tail());
          tail.add(tail.get(tail.size() - 1));
          Spilled<FragmentEntry> twice = new Spilled<>(m.fragments().groups(), tail);
          Totals more = Totals.of(tail.subList(tail.size() - 1, tail.size()));
          return with(m, m.totals().plus(more), twice);
        });
    assertOne(CheckKind.KEYS, "two rows have primary key (id) = (169)");
  }

  @Test
  void aHistoryWithAGapIsFound() {
    forge(
        m -> {
          List<HistoryEntry> tail = new ArrayList<>(m.history().tail());
          tail.remove(0);
          return new Manifest(
              m.table(),
              m.version(),
              m.schema(),
              m.totals(),
              m.fragments(),
              new Spilled<>(m.history().groups(), tail),
              m.indexes());
        });
    assertOne(CheckKind.COUNTS, "in its history");
  }

  @Test
  void itsProgressCountsFilesAndMayStopIt() {
    Files files = new Files(Long.MAX_VALUE);
    database.check(null, files);
    assertThat(files.checked).isEqualTo(files().size());
    assertThatThrownBy(() -> database.check(null, new Files(10)))
        .hasMessage("statement was cancelled");
  }

  private static final class Files implements Progress {
    private final long max;
    private long checked;

    Files(long max) {
      this.max = max;
    }

    @Override
    public void advance(long more) {
      checked += more;
      if (checked > max) {
        throw new QuiverException(ErrorCode.CANCELLED);
      }
    }
  }

  private void assertOne(CheckKind kind, String problem) {
    assertThat(check().findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.kind()).isEqualTo(kind);
              assertThat(f.problem()).contains(problem);
            });
  }

  private CommittedTable docs() {
    return (CommittedTable) database.latest().table(DOCS).orElseThrow();
  }

  /** Puts another manifest, rightly signed, in the place of the newest of the documents. */
  private void forge(UnaryOperator<Manifest> change) {
    UUID id = docs().entry().manifest();
    Manifest forged = change.apply(docs().manifest());
    store.delete(new TablePaths(docs().id()).manifest(id));
    new ManifestWriter(store, new Manifests(store), UUID::randomUUID, docs().id())
        .write(id, forged);
  }

  private void forgeFragments(UnaryOperator<FragmentEntry> change) {
    forge(
        m -> {
          List<FragmentEntry> all =
              new Manifests(store)
                  .fragments(m.table(), m.fragments()).stream().map(change).toList();
          return with(m, Totals.of(all), new Spilled<>(List.of(), all));
        });
  }

  private static Manifest with(Manifest m, Totals totals, Spilled<FragmentEntry> fragments) {
    return new Manifest(
        m.table(), m.version(), m.schema(), totals, fragments, m.history(), m.indexes());
  }

  private String dataFile(TableName table) {
    UUID id = database.latest().table(table).orElseThrow().id();
    String directory = "tables/" + id + "/data";
    return directory + "/" + store.list(directory).get(0);
  }

  /** All files but the hint. */
  private List<String> files() {
    List<String> files = new ArrayList<>(List.of("FORMAT"));
    store.list("commits").forEach(name -> files.add("commits/" + name));
    for (String table : store.list("tables")) {
      for (String kind : store.list("tables/" + table)) {
        String directory = "tables/" + table + "/" + kind;
        store.list(directory).forEach(name -> files.add(directory + "/" + name));
      }
    }
    return files;
  }

  private byte[] content(String path) {
    return Objects.requireNonNull(store.readIfPresent(path));
  }
}
