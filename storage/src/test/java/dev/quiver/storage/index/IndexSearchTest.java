package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.Progress;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.file.MemoryFileStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches through an index against comparing every row. */
@ExtendWith(SoundTables.class)
class IndexSearchTest {
  private static double meanRecall(
      TableVersion table, List<float[]> queries, double target, IntPredicate filter) {
    return meanRecall(table, queries, 10, target, filter);
  }

  private static double meanRecall(
      TableVersion table, List<float[]> queries, int wanted, double target, IntPredicate filter) {
    double sum = 0;
    for (float[] query : queries) {
      sum += IndexedTable.recall(table, query, wanted, target, filter);
    }
    return sum / queries.size();
  }

  private static List<float[]> queries(Random random, List<float[]> from, int count) {
    return random
        .ints(count, 0, from.size())
        .mapToObj(
            i -> {
              float[] query = from.get(i).clone();
              for (int e = 0; e < query.length; e++) {
                query[e] += (float) random.nextGaussian() * 0.5f;
              }
              return query;
            })
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "IVF_RQ, L2, 32",
    "IVF_RQ, COSINE, 48",
    "IVF_RQ, NEGATIVE_INNER_PRODUCT, 40",
    "IVF_RQ, L2, 5",
    "IVF_FLAT, L2, 16",
    "IVF_FLAT, COSINE, 100",
    "IVF_PQ, L2, 32",
    "IVF_PQ, COSINE, 48",
    "IVF_PQ, NEGATIVE_INNER_PRODUCT, 40",
    "IVF_PQ, L2, 5",
    "HNSW, L2, 32",
    "HNSW, COSINE, 48",
    "HNSW, NEGATIVE_INNER_PRODUCT, 40",
    "HNSW, L2, 5"
  })
  void findsWhatIsAskedForAtEverySelectivity(IndexMethod method, Metric metric, int dimension) {
    Random random = new Random(dimension);
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), dimension);
    List<float[]> vectors = IndexedTable.clustered(random, 6_000, dimension, 40);
    table.append(vectors.subList(0, 2_500));
    table.append(vectors.subList(2_500, 6_000));
    table.index(method, metric, 60);
    List<float[]> queries = queries(random, vectors, 200);
    for (double target : new double[] {0.9, 0.95, 0.99}) {
      assertThat(meanRecall(table.table(), queries, target, row -> true))
          .as("target %s", target)
          .isGreaterThan(target - 0.02);
    }
    for (int part : new int[] {2, 10, 100, 1_000}) {
      assertThat(meanRecall(table.table(), queries, 0.95, row -> row % part == 1))
          .as("one row of %d", part)
          .isGreaterThan(0.93);
    }
    assertThat(meanRecall(table.table(), queries, 0.95, row -> false)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"IVF_RQ", "HNSW"})
  void findsRowsAddedLaterAndNoneThatAreDeleted(IndexMethod method) {
    Random random = new Random(3);
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), 24);
    List<float[]> vectors = IndexedTable.clustered(random, 4_000, 24, 20);
    table.append(vectors.subList(0, 3_000));
    table.index(method, Metric.L2, 0);
    long indexed = table.table().version();
    table.append(vectors.subList(3_000, 4_000));
    RowSet gone = new RowSet();
    TableVersion before = table.table();
    for (int row = 0; row < 3_000; row += 3) {
      gone.add(before.fragments().get(0).id(), row);
    }
    table.commit(t -> t.delete(IndexedTable.TABLE, gone));
    TableVersion now = table.table();
    List<float[]> queries = queries(random, vectors, 60);
    assertThat(meanRecall(now, queries, 0.95, row -> true)).isGreaterThan(0.94);
    VectorIndex index = now.indexes().get(0);
    assertThat(index.rowsIndexed()).isEqualTo(2_000);
    assertThat(index.rowsUnindexed()).isEqualTo(1_000);
    TableVersion old =
        table.database.latest().table(IndexedTable.TABLE, new VersionPoint.Version(indexed));
    assertThat(old.indexes()).hasSize(1);
    assertThat(old.indexes().get(0).rowsIndexed()).isEqualTo(3_000);
    assertThat(meanRecall(old, queries, 0.95, row -> true)).isGreaterThan(0.94);
  }

  @ParameterizedTest
  @CsvSource({
    "IVF_RQ, 1, 10",
    "IVF_RQ, 4096, 30",
    "IVF_RQ, 3, 1",
    "IVF_RQ, 3, 0",
    "IVF_PQ, 1, 10",
    "IVF_PQ, 500, 30",
    "IVF_PQ, 3, 1",
    "IVF_PQ, 3, 0",
    "HNSW, 1, 10",
    "HNSW, 1, 900",
    "HNSW, 4096, 30",
    "HNSW, 3, 1",
    "HNSW, 3, 0"
  })
  void takesFewRowsOfAnyDimension(IndexMethod method, int dimension, int rows) {
    Random random = new Random(rows);
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), dimension);
    List<float[]> vectors = IndexedTable.clustered(random, Math.max(1, rows), dimension, 2);
    if (rows > 0) {
      table.append(vectors);
    }
    table.index(method, Metric.L2, 50);
    assertThat(meanRecall(table.table(), queries(random, vectors, 10), 0.99, row -> true))
        .isGreaterThan(0.98);
  }

  @ParameterizedTest
  @CsvSource({
    "IVF_RQ, L2", "IVF_RQ, COSINE", "IVF_RQ, NEGATIVE_INNER_PRODUCT",
    "IVF_PQ, L2", "IVF_PQ, COSINE", "IVF_PQ, NEGATIVE_INNER_PRODUCT",
    "HNSW, L2", "HNSW, COSINE", "HNSW, NEGATIVE_INNER_PRODUCT"
  })
  void takesEqualZeroMissingAndHugeVectors(IndexMethod method, Metric metric) {
    Random random = new Random(9);
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), 6);
    List<float[]> vectors =
        new java.util.ArrayList<>(Collections.nCopies(500, new float[] {1, 2, 3, 4, 5, 6}));
    vectors.addAll(Collections.nCopies(100, null));
    vectors.addAll(Collections.nCopies(100, new float[6]));
    vectors.addAll(IndexedTable.clustered(random, 1_000, 6, 3));
    for (int i = 0; i < 20; i++) {
      float[] huge = new float[6];
      huge[i % 6] = (i < 10 ? 1 : -1) * 1e18f * (i + 1);
      vectors.add(huge);
    }
    table.append(vectors);
    table.index(method, metric, 20);
    List<float[]> queries = queries(random, vectors.subList(700, 1_700), 200);
    assertThat(meanRecall(table.table(), queries, 0.99, row -> true)).isGreaterThan(0.97);
    assertThat(meanRecall(table.table(), queries, 0.99, row -> row >= 1_690)).isGreaterThan(0.97);
  }

  @Test
  void aDroppedIndexIsGoneAndAnotherOneMayHaveItsName() {
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), 4);
    table.append(IndexedTable.clustered(new Random(1), 100, 4, 2));
    long version = table.table().version();
    table.index(IndexMethod.IVF_RQ, Metric.L2, 0);
    assertThat(table.table().version()).isEqualTo(version);
    table.commit(t -> t.dropIndex(IndexedTable.TABLE, "IDX"));
    assertThat(table.table().indexes()).isEmpty();
    assertThat(table.table().version()).isEqualTo(version);
    table.index(IndexMethod.IVF_FLAT, Metric.COSINE, 3);
    assertThat(table.table().indexes())
        .singleElement()
        .returns(
            IndexedTable.definition(IndexMethod.IVF_FLAT, Metric.COSINE, 3),
            VectorIndex::definition)
        .returns(100L, VectorIndex::rowsIndexed);
    assertThat(table.table().history()).hasSize((int) version);
  }

  /** Ten nearest are in one cluster, a hundred are not: nothing between is told by the latter. */
  @Test
  void findsEnoughWhereClustersEndBetweenWhatWasMeasured() {
    Random random = new Random(77);
    int dimension = 32;
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), dimension);
    List<float[]> vectors = IndexedTable.clustered(random, 6_300, dimension, 60);
    table.append(vectors.subList(0, 6_000));
    table.index(IndexMethod.IVF_RQ, Metric.L2, 300);
    List<float[]> queries = vectors.subList(6_000, vectors.size());
    for (int wanted : new int[] {10, 13, 20, 50}) {
      assertThat(meanRecall(table.table(), queries, wanted, 0.95, row -> true))
          .isGreaterThan(0.935);
    }
    assertThat(meanRecall(table.table(), queries, 0.95, row -> row % 4 > 0)).isGreaterThan(0.935);
  }

  /** Only usual queries end after the lists that were counted on rows of the table. */
  @Test
  void unusualQueriesAreLookedForInMoreLists() {
    Random random = new Random(11);
    int dimension = 24;
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), dimension);
    List<float[]> vectors = IndexedTable.clustered(random, 8_000, dimension, 1);
    table.append(vectors);
    table.index(IndexMethod.IVF_RQ, Metric.L2, 64);
    SearchEffort.Counted counted =
        Objects.requireNonNull(
            SearchEffort.forRecall(table.table().indexes().get(0).model(), 0.95)
                .orElseThrow()
                .counted());
    int usual = counted.counts().lists(counted.entry(), 10);
    assertThat(usual).isPositive();
    int ofRows = 0;
    int ofMiddles = 0;
    int withoutTheNear = 0;
    int withFewerNear = 0;
    for (int q = 0; q < 100; q++) {
      List<float[]> some = vectors.subList(80 * q, 80 * q + 20);
      float[] row = some.get(0);
      double[] distances = vectors.stream().mapToDouble(v -> squared(v, row)).toArray();
      double near = Arrays.stream(distances).sorted().skip(3_000).findFirst().orElseThrow();
      ofRows += probed(table, row, r -> true) <= usual ? 1 : 0;
      ofMiddles += probed(table, middle(some), r -> true) <= usual ? 1 : 0;
      // Of a part of the rows the nearest are as far as some more of all: in up to two lists more.
      withoutTheNear += probed(table, row, r -> distances[r] > near) <= usual + 2 ? 1 : 0;
      IntPredicate fewerNear = r -> distances[r] > near || r % 2 > 0;
      withFewerNear += probed(table, row, fewerNear) <= usual + 2 ? 1 : 0;
    }
    assertThat(ofRows).isGreaterThan(80);
    assertThat(ofMiddles).isLessThan(10);
    assertThat(withoutTheNear).isLessThan(10);
    assertThat(withFewerNear).isLessThan(60);
  }

  private static float[] middle(List<float[]> vectors) {
    float[] middle = new float[vectors.get(0).length];
    for (float[] vector : vectors) {
      for (int i = 0; i < middle.length; i++) {
        middle[i] += vector[i] / vectors.size();
      }
    }
    return middle;
  }

  private static long probed(IndexedTable table, float[] query, IntPredicate filter) {
    return IndexedTable.listsProbed(table.table(), query, 10, 0.95, filter);
  }

  private static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"IVF_RQ", "HNSW"})
  void aBuildMeetsWhatOthersCommitMeanwhile(IndexMethod method) {
    Random random = new Random(5);
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), 8);
    List<float[]> vectors = IndexedTable.clustered(random, 2_000, 8, 5);
    table.append(vectors.subList(0, 1_000));
    boolean[] done = {false};
    table.commit(
        t ->
            t.createIndex(
                IndexedTable.TABLE,
                IndexedTable.definition(method, Metric.L2, 0),
                new Progress() {
                  @Override
                  public void advance(long more) {
                    if (!done[0]) {
                      done[0] = true;
                      table.append(vectors.subList(1_000, 2_000));
                      RowSet gone = new RowSet();
                      gone.add(table.table().fragments().get(0).id(), 7);
                      table.commit(other -> other.delete(IndexedTable.TABLE, gone));
                    }
                  }
                }));
    TableVersion now = table.table();
    assertThat(now.version()).isEqualTo(4);
    assertThat(now.rowCount()).isEqualTo(1_999);
    assertThat(now.indexes().get(0).rowsIndexed()).isEqualTo(1_999);
    assertThat(meanRecall(now, queries(random, vectors, 30), 0.95, row -> true))
        .isGreaterThan(0.94);
  }
}
