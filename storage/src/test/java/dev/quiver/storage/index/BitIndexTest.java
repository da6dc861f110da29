package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.index.CheckedSearches.Asked;
import dev.quiver.storage.index.CheckedSearches.Condition;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes over bits: every answer is held against all rows, and recall against what was asked. */
@ExtendWith(SoundTables.class)
class BitIndexTest {
  private static final int QUERIES = 20;

  private final Random random = new Random(12);

  private static IndexedTable table(int dimension) {
    return new IndexedTable(
        new MemoryFileStore("memory"), new VectorType(dimension, VectorType.Element.BIT));
  }

  /** Bits of some centres, each flipped now and then; some vectors are NULL or zero. */
  private List<float @Nullable []> vectors(int dimension, int count) {
    float[][] centres = new float[10][];
    for (int c = 0; c < centres.length; c++) {
      centres[c] = RecallData.bits(new float[dimension], random, 0.5);
    }
    List<float @Nullable []> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int lot = random.nextInt(50);
      vectors.add(
          lot == 0
              ? null
              : lot == 1
                  ? new float[dimension]
                  : RecallData.bits(centres[random.nextInt(centres.length)], random, 0.15));
    }
    return vectors;
  }

  private float[] query(List<float @Nullable []> vectors) {
    while (true) {
      float[] vector = vectors.get(random.nextInt(vectors.size()));
      if (vector != null) {
        return RecallData.bits(vector, random, 0.05);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IVF_FLAT, 1", "IVF_FLAT, 64", "IVF_FLAT, 100", "IVF_FLAT, 1024", "IVF_FLAT, 4096",
    "HNSW, 1", "HNSW, 64", "HNSW, 100", "HNSW, 1024", "HNSW, 4096"
  })
  void findsWhatThereIs(IndexMethod method, int dimension) {
    IndexedTable table = table(dimension);
    int rows = dimension > 1_000 ? 600 : 1_200;
    List<float @Nullable []> vectors = vectors(dimension, rows);
    table.append(vectors.subList(0, rows / 2));
    table.append(vectors.subList(rows / 2, rows * 3 / 4));
    table.index(method, Metric.HAMMING, method.usesGraphs() ? 0 : 8);
    long first = table.table().version();
    search(table.table(), vectors);
    delete(table, 7);
    table.append(vectors.subList(rows * 3 / 4, rows));
    search(table.table(), vectors);
    table.database.optimize(IndexedTable.TABLE, Progress.NONE);
    assertThat(table.table().indexes().get(0).rowsUnindexed()).isZero();
    search(table.table(), vectors);
    search(
        table.database.latest().table(IndexedTable.TABLE, new VersionPoint.Version(first)),
        vectors);
    assertThat(table.database.check(null, Progress.NONE).findings()).isEmpty();
  }

  private static void delete(IndexedTable table, int part) {
    RowSet gone = new RowSet();
    for (Fragment fragment : table.table().fragments()) {
      for (int row = part / 2; row < fragment.physicalRows(); row += part) {
        gone.add(fragment.id(), row);
      }
    }
    table.commit(t -> t.delete(IndexedTable.TABLE, gone));
  }

  private void search(TableVersion version, List<float @Nullable []> vectors) {
    VectorIndex index = version.indexes().get(0);
    SearchEffort ten = SearchEffort.forRecall(index.model(), 0.95).orElse(Asked.everything(index));
    SearchEffort hundred = index.definition().method().usesGraphs() ? ten.forLimit(100) : ten;
    double share = 0;
    try (CheckedSearches searches = new CheckedSearches(version)) {
      for (int q = 0; q < QUERIES; q++) {
        CheckedSearches.Query query = searches.new Query(query(vectors));
        double infinite = Double.POSITIVE_INFINITY;
        Condition all = (fragment, row, vector) -> true;
        Condition some = (fragment, row, vector) -> row % 5 == 1;
        Condition few = (fragment, row, vector) -> row % 100 == 1;
        share += query.check(new Asked(10, infinite, ten, 0, false), all);
        share += query.check(new Asked(10, infinite, ten, 0, false), some);
        share += query.check(new Asked(10, infinite, ten, 0, false), few);
        share += query.check(new Asked(100, infinite, hundred, 0, false), all);
        double bound = query.distance(0, random.nextInt(20));
        query.check(new Asked(50, bound, Asked.everything(index), 0, true), all);
        query.check(new Asked(2_000, infinite, Asked.everything(index), 0, true), some);
      }
    }
    assertThat(share / (4 * QUERIES)).isGreaterThanOrEqualTo(0.93);
  }

  @ParameterizedTest
  @EnumSource(
      value = IndexMethod.class,
      names = {"IVF_FLAT", "HNSW"})
  void equalVectorsAreFoundHoweverMany(IndexMethod method) {
    IndexedTable table = table(20);
    List<float @Nullable []> vectors = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      vectors.add(RecallData.bits(new float[20], random, 1));
    }
    table.append(vectors);
    table.index(method, Metric.HAMMING, method.usesGraphs() ? 0 : 4);
    VectorIndex index = table.table().indexes().get(0);
    assertThat(SearchEffort.forRecall(index.model(), 0.95)).isPresent();
    search(table.table(), vectors);
  }

  /** Each byte in turn: what is found is right all the same, or the file is named. */
  @ParameterizedTest
  @EnumSource(
      value = IndexMethod.class,
      names = {"IVF_FLAT", "HNSW"})
  void damageIsToldOrDoesNoHarm(IndexMethod method) {
    MemoryFileStore store = new MemoryFileStore("memory");
    IndexedTable table = new IndexedTable(store, new VectorType(12, VectorType.Element.BIT));
    List<float @Nullable []> vectors = vectors(12, 60);
    table.append(vectors);
    table.index(method, Metric.HAMMING, method.usesGraphs() ? 0 : 4);
    float[] query = query(vectors);
    long[] right = found(store, query);
    String place = "tables/" + table.table().id() + "/";
    int told = 0;
    for (String directory : List.of(place + "indexes", place + "data", place + "manifests")) {
      for (String name : store.list(directory)) {
        String path = directory + "/" + name;
        byte[] good = Objects.requireNonNull(store.readIfPresent(path));
        for (int i = 0; i < good.length; i += 3) {
          byte[] bad = good.clone();
          bad[i] ^= (byte) (1 << random.nextInt(8));
          store.writeHint(path, bad);
          told += assertRightOrTold(store, query, right, name);
        }
        store.writeHint(path, good);
      }
    }
    assertThat(told).isPositive();
  }

  private static int assertRightOrTold(
      MemoryFileStore store, float[] query, long[] right, String name) {
    try {
      assertThat(found(store, query)).isEqualTo(right);
      return 0;
    } catch (QuiverException e) {
      assertThat(e.code()).isIn(ErrorCode.CORRUPT_FILE, ErrorCode.NEWER_FORMAT);
      assertThat(e).hasMessageContaining(name);
      return 1;
    }
  }

  /** What a search with all effort finds, the database opened anew. */
  private static long[] found(MemoryFileStore store, float[] query) {
    TableVersion version =
        Database.open(store, new OpenOptions(true, false))
            .latest()
            .table(IndexedTable.TABLE)
            .orElseThrow();
    VectorIndex index = version.indexes().get(0);
    return IndexedTable.search(version, query, 10, Asked.everything(index), row -> true);
  }

  @Test
  void bitsAreNotEstimated() {
    assertThatThrownBy(() -> IndexedTable.definition(IndexMethod.IVF_RQ, Metric.HAMMING, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index 'idx' by IVF_RQ of HAMMING");
  }
}
