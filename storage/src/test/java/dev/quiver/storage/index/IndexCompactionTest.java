package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Retention;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.compaction.Choice;
import dev.quiver.storage.compaction.TableCompactor;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.file.Occupancy;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.key.KeyTables;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.Manifests;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.snapshot.CommitSignal;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import dev.quiver.storage.snapshot.Pins;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compaction merges posting lists: what it writes is what making them anew would write. */
@ExtendWith(SoundTables.class)
class IndexCompactionTest {
  private static final int DIMENSION = 12;

  private final MemoryFileStore store = new MemoryFileStore("memory");
  private final IndexedTable indexed = new IndexedTable(store, DIMENSION);
  private final Random random = new Random(4);

  private List<float @Nullable []> vectors(int count) {
    List<float @Nullable []> vectors =
        new ArrayList<>(IndexedTable.clustered(random, count, DIMENSION, 5));
    for (int i = 7; i < count; i += 50) {
      vectors.set(i, null);
    }
    for (int i = 11; i < count; i += 80) {
      float[] huge = new float[DIMENSION];
      huge[i % DIMENSION] = 1e18f * i;
      vectors.set(i, huge);
    }
    return vectors;
  }

  /** Deletes one of so many rows of every fragment. */
  private void delete(int part) {
    RowSet gone = new RowSet();
    for (Fragment fragment : indexed.table().fragments()) {
      for (int row = part / 2; row < fragment.physicalRows(); row += part) {
        gone.add(fragment.id(), row);
      }
    }
    indexed.commit(t -> t.delete(IndexedTable.TABLE, gone));
  }

  private void index(String name, IndexMethod method, Metric metric, int lists) {
    indexed.commit(
        t ->
            t.createIndex(
                IndexedTable.TABLE,
                new IndexDefinition(name, 1, method, metric, lists),
                Progress.NONE));
  }

  private static List<IndexEntry> entries(TableVersion table) {
    return ((CommittedTable) table).manifest().indexes();
  }

  /** Makes the lists of a fragment once more and compares the checksums of all parts. */
  private void assertAsMadeAnew(TableVersion table) {
    FragmentFiles files = new FragmentFiles(store);
    TablePaths paths = new TablePaths(table.id());
    IndexBuilder.Site site = new IndexBuilder.Site(files, UUID::randomUUID, paths);
    for (IndexEntry entry : entries(table)) {
      for (Fragment fragment : table.fragments()) {
        IndexFile merged = ((StoredFragment) fragment).indexFile(entry.id()).orElseThrow();
        List<String> written = new ArrayList<>();
        IndexFile anew =
            new FragmentIndexer(site, entry, written, Progress.NONE)
                .index((StoredFragment) fragment);
        assertThat(merged)
            .as(entry.definition().name())
            .returns(anew.generation(), IndexFile::generation)
            .returns(anew.length(), IndexFile::length)
            .returns(anew.checksum(), IndexFile::checksum);
        written.forEach(store::delete);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(IndexMethod.class)
  void mergedListsAreThoseThatWouldBeMade(IndexMethod method) {
    indexed.append(vectors(1_700));
    indexed.append(vectors(900));
    delete(9);
    indexed.append(vectors(1));
    index("one", method, Metric.COSINE, 1);
    index("l2", method, Metric.L2, 7);
    index("dot", method, Metric.NEGATIVE_INNER_PRODUCT, 40);
    indexed.append(vectors(1_300));
    indexed.append(vectors(3));
    delete(13);
    indexed.append(vectors(2));
    indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
    TableVersion table = indexed.table();
    assertThat(table.fragments()).hasSize(1);
    assertThat(table.indexes()).hasSize(3).allMatch(index -> index.rowsUnindexed() == 0);
    assertAsMadeAnew(table);
    assertThat(indexed.database.check(null, Progress.NONE).findings()).isEmpty();
    delete(5);
    indexed.append(vectors(600));
    indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
    assertThat(indexed.table().fragments()).hasSize(1);
    assertAsMadeAnew(indexed.table());
  }

  /** Compacts all of the table by another open database, which does nothing else. */
  private void compact(Progress progress) {
    OpenDatabase database =
        new OpenDatabase(
            store,
            new CommitLog(store, Commit.empty(Instant.EPOCH)),
            new Manifests(store),
            new FragmentFiles(store),
            new KeyTables(),
            OpenOptions.DEFAULT.keyFileRows(),
            new Pins(),
            Occupancy.UNKNOWN,
            new CommitSignal(),
            Clock.systemUTC(),
            UUID::randomUUID);
    new TableCompactor(database, Choice.DEFAULT).all(indexed.table().id(), progress);
  }

  /** Does something once, when some rows have been copied. */
  private static Progress meanwhile(Runnable other) {
    return new Progress() {
      private boolean done;

      @Override
      public void advance(long more) {
        if (!done) {
          done = true;
          other.run();
        }
      }
    };
  }

  private void assertCovered() {
    TableVersion table = indexed.table();
    assertThat(table.fragments()).hasSize(1);
    assertThat(table.indexes()).isNotEmpty().allMatch(index -> index.rowsUnindexed() == 0);
    assertAsMadeAnew(table);
    assertThat(indexed.database.check(null, Progress.NONE).findings()).isEmpty();
  }

  @Test
  void anIndexMadeDuringACompactionCoversItsFragment() {
    indexed.append(vectors(800));
    indexed.append(vectors(700));
    index("before", IndexMethod.IVF_RQ, Metric.COSINE, 5);
    compact(meanwhile(() -> index("meanwhile", IndexMethod.IVF_RQ, Metric.L2, 9)));
    assertThat(indexed.table().indexes()).hasSize(2);
    assertCovered();
  }

  @Test
  void aCompactionDuringTheMakingOfAnIndexIsCoveredByIt() {
    indexed.append(vectors(30));
    indexed.append(vectors(70));
    delete(6);
    indexed.commit(
        t ->
            t.createIndex(
                IndexedTable.TABLE,
                new IndexDefinition("idx", 1, IndexMethod.IVF_RQ, Metric.L2, 9),
                meanwhile(() -> compact(Progress.NONE))));
    assertCovered();
  }

  @Test
  void rowsDeletedAndIndexesDroppedDuringACompactionAreGone() {
    indexed.append(vectors(800));
    indexed.append(vectors(700));
    index("gone", IndexMethod.IVF_RQ, Metric.COSINE, 5);
    index("idx", IndexMethod.IVF_RQ, Metric.L2, 5);
    compact(
        meanwhile(
            () -> {
              delete(10);
              indexed.commit(t -> t.dropIndex(IndexedTable.TABLE, "gone"));
            }));
    assertThat(indexed.table().rowCount()).isEqualTo(1_350);
    assertThat(indexed.table().indexes()).hasSize(1);
    assertCovered();
    indexed.database.vacuum(Retention.lastVersions(1), Progress.NONE);
    assertThat(indexFiles()).hasSize(2);
    assertCovered();
  }

  private List<String> indexFiles() {
    return store.list("tables/" + indexed.table().id() + "/indexes");
  }

  @Test
  void smallFragmentsThatHadNoListsGetNoneUntilOptimize() {
    indexed.append(vectors(2_000));
    index("idx", IndexMethod.IVF_RQ, Metric.L2, 4);
    RowSet all = new RowSet();
    UUID only = indexed.table().fragments().get(0).id();
    IntStream.range(0, 2_000).forEach(row -> all.add(only, row));
    indexed.commit(t -> t.delete(IndexedTable.TABLE, all));
    for (int i = 0; i < 10; i++) {
      indexed.append(vectors(40));
    }
    compact(Progress.NONE);
    assertThat(indexed.table().fragments()).hasSize(1);
    assertThat(indexed.table().indexes().get(0).rowsUnindexed()).isEqualTo(400);
    indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
    assertCovered();
    indexed.append(vectors(600));
    compact(Progress.NONE);
    assertCovered();
  }

  @Test
  void aLargeFragmentHasItsListsWhenItIsWritten() {
    indexed.append(vectors(1_000));
    index("idx", IndexMethod.IVF_RQ, Metric.L2, 8);
    index("second", IndexMethod.IVF_FLAT, Metric.COSINE, 8);
    indexed.append(vectors(FragmentIndexer.LARGE_ROWS - 1));
    assertThat(indexed.table().indexes().get(0).rowsUnindexed())
        .isEqualTo(FragmentIndexer.LARGE_ROWS - 1);
    indexed.append(vectors(FragmentIndexer.LARGE_ROWS));
    assertThat(indexed.table().indexes())
        .hasSize(2)
        .allMatch(index -> index.rowsUnindexed() == FragmentIndexer.LARGE_ROWS - 1);
    int files = indexFiles().size();
    try (Transaction t = indexed.database.begin()) {
      indexed.append(t, vectors(FragmentIndexer.LARGE_ROWS));
      assertThatThrownBy(
              () ->
                  t.commit(
                      "INSERT",
                      new Progress() {
                        @Override
                        public void advance(long more) {
                          throw new QuiverException(ErrorCode.CANCELLED);
                        }
                      }))
          .hasMessage("statement was cancelled");
    }
    assertThat(indexFiles()).hasSize(files);
    assertThat(indexed.table().version()).isEqualTo(4);
    indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
    assertCovered();
  }

  @Test
  void anIndexThatIsOutgrownIsTrainedAnewAndBothGenerationsServe() {
    indexed.append(vectors(1_000));
    index("idx", IndexMethod.IVF_RQ, Metric.L2, 0);
    UUID first = entries(indexed.table()).get(0).generation();
    indexed.append(vectors(3_000));
    indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
    assertThat(entries(indexed.table()).get(0).generation()).isEqualTo(first);
    assertThat(indexed.table().indexes().get(0).generation().trainedRows()).isEqualTo(1_000);
    try (Transaction t = indexed.database.begin()) {
      indexed.append(t, vectors(FragmentIndexer.LARGE_ROWS));
      indexed.append(vectors(1));
      indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
      t.commit("INSERT");
    }
    VectorIndex both = indexed.table().indexes().get(0);
    assertThat(entries(indexed.table()).get(0).generation()).isNotEqualTo(first);
    assertThat(both.generation().lists()).isEqualTo(15);
    assertThat(both.rowsUnindexed()).isZero();
    assertThat(both.rowsOutdated()).isEqualTo(FragmentIndexer.LARGE_ROWS);
    indexed.database.vacuum(Retention.lastVersions(1), Progress.NONE);
    assertThat(indexFiles()).hasSize(4).contains(first + ".generation");
    assertFindsEnough(indexed.table());
    indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
    assertThat(indexed.table().indexes().get(0).rowsOutdated()).isZero();
    assertCovered();
    indexed.database.vacuum(Retention.lastVersions(1), Progress.NONE);
    assertThat(indexFiles()).hasSize(2).doesNotContain(first + ".generation");
    assertFindsEnough(indexed.table());
  }

  private void assertFindsEnough(TableVersion table) {
    assertThat(recall(table, queries(60))).isGreaterThan(0.94);
  }

  private List<float[]> queries(int count) {
    return IndexedTable.clustered(new Random(4), count, DIMENSION, 5);
  }

  private static double recall(TableVersion table, List<float[]> queries) {
    long wanted = 0;
    long found = 0;
    for (float[] query : queries) {
      Set<Long> truth = new HashSet<>();
      Arrays.stream(IndexedTable.exact(table, query, 10, row -> true)).forEach(truth::add);
      wanted += truth.size();
      found +=
          Arrays.stream(IndexedTable.search(table, query, 10, 0.95, row -> true))
              .filter(truth::contains)
              .count();
    }
    return (double) found / wanted;
  }

  @Test
  void afterHundredAppendsTwentyDeletesAndFiveCompactionsAFreshIndexIsNoBetter() {
    indexed.append(vectors(4_000));
    index("idx", IndexMethod.IVF_RQ, Metric.L2, 0);
    UUID first = entries(indexed.table()).get(0).generation();
    Map<Long, Long> rows = new HashMap<>();
    for (int i = 1; i <= 100; i++) {
      indexed.append(vectors(110));
      if (i % 5 == 0) {
        delete(20 + i);
      }
      if (i % 20 == 0) {
        indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
      }
      rows.put(indexed.table().version(), indexed.table().rowCount());
    }
    TableVersion table = indexed.table();
    assertThat(entries(table).get(0).generation()).isEqualTo(first);
    assertThat(table.indexes().get(0).rowsUnindexed()).isZero();
    List<float[]> queries = queries(300);
    double lived = recall(table, queries);
    rows.forEach(
        (version, count) -> {
          TableVersion then =
              indexed
                  .database
                  .latest()
                  .table(IndexedTable.TABLE, new VersionPoint.Version(version));
          assertThat(then.rowCount()).isEqualTo(count);
          assertThat(recall(then, queries.subList(0, 3))).isGreaterThan(0.85);
        });
    assertFindsEnough(
        indexed.database.latest().table(IndexedTable.TABLE, new VersionPoint.Version(60)));
    indexed.commit(t -> t.dropIndex(IndexedTable.TABLE, "idx"));
    index("idx", IndexMethod.IVF_RQ, Metric.L2, 0);
    double fresh = recall(indexed.table(), queries);
    assertThat(lived).isGreaterThan(fresh - 0.01).isGreaterThan(0.94);
  }
}
