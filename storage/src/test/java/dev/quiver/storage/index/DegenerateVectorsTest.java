package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.index.CheckedSearches.Asked;
import dev.quiver.storage.index.CheckedSearches.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that leave an index nothing to go by, by every method and metric. */
@ExtendWith(SoundTables.class)
class DegenerateVectorsTest {
  /** What is odd about a table, and how many vectors of which dimension and partitions it has. */
  private enum Oddity {
    ALL_EQUAL(700, 6, 9),
    FEWER_ROWS_THAN_LISTS(40, 5, 300),
    ONE_ROW(1, 3, 4),
    ZEROS(600, 4, 5),
    ONE_ELEMENT(600, 1, 12),
    MANY_ELEMENTS(70, 4_096, 3),
    FEW_DIFFERENT(800, 7, 10),
    OUTLIERS(600, 8, 10),
    MISSING(300, 4, 5);

    private final int rows;
    private final int dimension;
    private final int lists;

    Oddity(int rows, int dimension, int lists) {
      this.rows = rows;
      this.dimension = dimension;
      this.lists = lists;
    }

    List<float @Nullable []> vectors(Random random) {
      List<float @Nullable []> vectors = IndexedTable.clustered(random, rows, dimension, 5);
      for (int row = 0; row < rows; row++) {
        vectors.set(row, vector(row, vectors.get(row)));
      }
      return vectors;
    }

    private float @Nullable [] vector(int row, float[] usual) {
      switch (this) {
        case ALL_EQUAL -> {
          return new float[] {1, -2, 3, 4, 0, 5};
        }
        case FEW_DIFFERENT -> {
          return new float[] {row % 3, 1, row % 2, 0, 0, 2, -1};
        }
        case ZEROS -> {
          return row % 3 == 0 ? usual : new float[dimension];
        }
        case OUTLIERS -> usual[row % dimension] *= row % 60 == 7 ? 1e30f : 1;
        case MISSING -> {
          return null;
        }
        default -> {}
      }
      return usual;
    }
  }

  @ParameterizedTest
  @EnumSource(IndexMethod.class)
  void areSearchedAsAnyOther(IndexMethod method) {
    for (Oddity oddity : Oddity.values()) {
      for (Metric metric : new Metric[] {Metric.L2, Metric.COSINE, Metric.NEGATIVE_INNER_PRODUCT}) {
        double recall = recall(method, oddity, metric);
        assertThat(recall).as("%s by %s", oddity, metric).isGreaterThanOrEqualTo(0.94);
      }
    }
  }

  private static double recall(IndexMethod method, Oddity oddity, Metric metric) {
    Random random = new Random(oddity.ordinal());
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), oddity.dimension);
    List<float @Nullable []> vectors = oddity.vectors(random);
    table.append(vectors);
    table.index(method, metric, oddity.lists);
    double found = 0;
    try (CheckedSearches searches = new CheckedSearches(table.table())) {
      for (float[] query : queries(random, vectors, oddity.dimension)) {
        found += recall(searches, searches.new Query(query));
      }
      return found / searches.searches();
    }
  }

  private static double recall(CheckedSearches searches, CheckedSearches.Query query) {
    VectorIndex index = searches.index();
    boolean graphs = index.definition().method().usesGraphs();
    SearchEffort everything = Asked.everything(index);
    SearchEffort effort = SearchEffort.forRecall(index.model(), 0.95).orElse(everything);
    List<Condition> conditions =
        List.of((fragment, row, vector) -> true, (fragment, row, vector) -> row % 9 == 4);
    double found = 0;
    for (int wanted : new int[] {1, 10, 1_000}) {
      SearchEffort own = graphs ? effort.forLimit(wanted) : effort;
      for (Condition condition : conditions) {
        double all = Double.POSITIVE_INFINITY;
        found += query.check(new Asked(wanted, all, own, 0, false), condition);
        found += query.check(new Asked(wanted, all, everything, 0, true), condition);
      }
    }
    return found;
  }

  /** Near rows, far from all, at a row, and of length zero. */
  private static List<float[]> queries(
      Random random, List<float @Nullable []> vectors, int dimension) {
    List<float[]> queries = new ArrayList<>();
    for (int q = 0; q < 14; q++) {
      float[] row = vectors.get(random.nextInt(vectors.size()));
      float[] query = row == null ? new float[dimension] : row.clone();
      for (int i = 0; i < dimension; i++) {
        query[i] =
            switch (q % 7) {
              case 0 -> query[i];
              case 1 -> (float) random.nextGaussian() * 1_000;
              default -> query[i] + (float) random.nextGaussian() * 0.3f;
            };
      }
      queries.add(query);
    }
    queries.add(new float[dimension]);
    return queries;
  }

  /** No method finds a distance between vectors of which one has no direction. */
  @Test
  void aZeroVectorHasNoCosineDistance() {
    for (IndexMethod method : IndexMethod.values()) {
      IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), 2);
      table.append(List.of(new float[2], new float[] {1, 1}, new float[2]));
      table.index(method, Metric.COSINE, 0);
      assertThat(table.table().indexes().get(0).rowsWithoutDistance(0)).containsExactly(0, 2);
      try (CheckedSearches searches = new CheckedSearches(table.table())) {
        Asked asked = Asked.everything(5, table);
        Condition any = (fragment, row, vector) -> true;
        assertThat(searches.new Query(new float[] {1, 0}).check(asked, any)).isEqualTo(1);
        assertThat(searches.new Query(new float[2]).check(asked, any)).isEqualTo(1);
      }
    }
  }
}
