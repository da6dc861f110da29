package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.Progress;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.index.CheckedSearches.Asked;
import dev.quiver.storage.index.CheckedSearches.Condition;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hundred thousand searches through indexes, each against all rows ({@link RightAnswer}): random
 * tables of every method and metric, with deletes, fragments with an index and without, older
 * versions and merged fragments; random conditions, limits, bounds, efforts, and queries near rows,
 * between them, and far away.
 */
@ExtendWith(SoundTables.class)
class SearchAnswersTest {
  private static final int TABLES = 12;
  private static final int QUERIES = 24;
  private static final int SEARCHES = 24;
  private static final int[] DIMENSIONS = {1, 2, 3, 5, 8, 12, 17, 24, 33, 40};

  private final Random random = new Random(41);
  private final Map<Double, double[]> found = new TreeMap<>();

  @ParameterizedTest
  @EnumSource(IndexMethod.class)
  void everyAnswerIsOneThatMayBeGiven(IndexMethod method) {
    int searches = 0;
    for (int t = 0; t < TABLES; t++) {
      Metric metric = new Metric[] {Metric.L2, Metric.COSINE, Metric.NEGATIVE_INNER_PRODUCT}[t % 3];
      searches += searches(method, metric);
    }
    assertThat(searches).isGreaterThanOrEqualTo(25_000);
    assertThat(found).isNotEmpty();
    found.forEach(
        (asked, sum) ->
            assertThat(sum[0] / sum[1])
                .as("of %.0f searches with recall %s by %s", sum[1], asked, method)
                .isGreaterThanOrEqualTo(asked - 0.01));
  }

  private int searches(IndexMethod method, Metric metric) {
    int dimension = DIMENSIONS[random.nextInt(DIMENSIONS.length)];
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), dimension);
    List<float @Nullable []> vectors = vectors(dimension, metric);
    int size = vectors.size();
    table.append(vectors.subList(0, size / 2));
    table.append(vectors.subList(size / 2, size * 3 / 4));
    table.index(method, metric, new int[] {0, 1, 7, 30}[random.nextInt(4)]);
    long first = table.table().version();
    int searches = search(table.table(), vectors);
    delete(table, 2 + random.nextInt(20));
    table.append(vectors.subList(size * 3 / 4, size));
    searches += search(table.table(), vectors);
    table.database.optimize(IndexedTable.TABLE, Progress.NONE);
    searches += search(table.table(), vectors);
    delete(table, 2);
    TableVersion older =
        table.database.latest().table(IndexedTable.TABLE, new VersionPoint.Version(first));
    return searches + search(random.nextBoolean() ? older : table.table(), vectors);
  }

  /** Vectors of a random kind; some are NULL, zero, equal, or far from all others. */
  private List<float @Nullable []> vectors(int dimension, Metric metric) {
    int size = 300 + random.nextInt(1_200);
    int kind = random.nextInt(4);
    List<float @Nullable []> vectors =
        IndexedTable.clustered(random, size, dimension, kind == 0 ? 1 : 12);
    for (int i = 0; i < size; i++) {
      float[] vector = vectors.get(i);
      for (int e = 0; e < dimension; e++) {
        vector[e] = kind == 1 ? Math.round(vector[e]) : vector[e];
      }
      int lot = random.nextInt(100);
      if (lot == 0 && metric != Metric.NEGATIVE_INNER_PRODUCT) {
        vector[random.nextInt(dimension)] *= 1e30f;
      } else if (lot == 1) {
        vectors.set(i, new float[dimension]);
      } else if (lot < 4) {
        vectors.set(i, null);
      } else if (lot < 7 && i > 0 && vectors.get(i - 1) != null) {
        vectors.set(i, vectors.get(i - 1).clone());
      }
    }
    return vectors;
  }

  private static void delete(IndexedTable table, int part) {
    RowSet gone = new RowSet();
    for (Fragment fragment : table.table().fragments()) {
      int[] live = new int[fragment.physicalRows()];
      int count = fragment.open(new int[] {1}).liveRows(0, live.length, live);
      for (int i = part / 2; i < count; i += part) {
        gone.add(fragment.id(), live[i]);
      }
    }
    table.commit(t -> t.delete(IndexedTable.TABLE, gone));
  }

  private int search(TableVersion version, List<float @Nullable []> vectors) {
    try (CheckedSearches searches = new CheckedSearches(version)) {
      for (int q = 0; q < QUERIES; q++) {
        float[] vector = query(vectors);
        CheckedSearches.Query query = searches.new Query(vector);
        for (int s = 0; s < SEARCHES; s++) {
          search(version, query, vector);
        }
      }
      return searches.searches();
    }
  }

  private void search(TableVersion version, CheckedSearches.Query query, float[] vector) {
    VectorIndex index = version.indexes().get(0);
    int wanted = new int[] {1, 3, 10, 10, 40, 2_000}[random.nextInt(6)];
    boolean bounded = random.nextInt(5) == 0;
    double bound = bounded ? bound(version, query) : Double.POSITIVE_INFINITY;
    Condition condition = condition(version, vector);
    if (random.nextInt(3) > 0) {
      double asked = new double[] {0.9, 0.95, 0.99}[random.nextInt(3)];
      boolean graphs = index.definition().method().usesGraphs();
      SearchEffort effort =
          SearchEffort.forRecall(index.model(), asked)
              .map(least -> graphs ? least.forLimit(wanted) : least)
              .orElse(Asked.everything(index));
      double share = query.check(new Asked(wanted, bound, effort, 0, false), condition);
      double[] sum = found.computeIfAbsent(asked, a -> new double[2]);
      sum[0] += share;
      sum[1]++;
    } else if (random.nextBoolean()) {
      query.check(new Asked(wanted, bound, Asked.everything(index), 0, true), condition);
    } else {
      SearchEffort little = SearchEffort.ofProbes(1 + random.nextInt(3));
      int estimated = bounded ? 0 : wanted * random.nextInt(3);
      query.check(new Asked(wanted, bound, little, estimated, false), condition);
    }
  }

  /** The distance of some row, or one beyond all or before all. */
  private double bound(TableVersion version, CheckedSearches.Query query) {
    int fragment = random.nextInt(version.fragments().size());
    int rows = version.fragments().get(fragment).physicalRows();
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = random.nextInt(60); i >= 0; i--) {
      nearest = Math.min(nearest, query.distance(fragment, random.nextInt(rows)));
    }
    return nearest == Double.POSITIVE_INFINITY ? 1 : nearest;
  }

  private float[] query(List<float @Nullable []> vectors) {
    float[] query = row(vectors).clone();
    float[] other = row(vectors);
    int kind = random.nextInt(10);
    for (int i = 0; i < query.length; i++) {
      switch (kind) {
        case 0, 1 -> query[i] = (query[i] + other[i]) / 2;
        case 2 -> query[i] = (float) random.nextGaussian() * 100;
        case 3 -> {}
        default -> query[i] += (float) random.nextGaussian() * 0.5f;
      }
    }
    return query;
  }

  private float[] row(List<float @Nullable []> vectors) {
    while (true) {
      float[] vector = vectors.get(random.nextInt(vectors.size()));
      if (vector != null && vector[0] < 1e20f && vector[0] != 0) {
        return vector;
      }
    }
  }

  private Condition condition(TableVersion version, float[] query) {
    int salt = random.nextInt();
    int share = new int[] {2, 5, 30, 300}[random.nextInt(4)];
    int only = random.nextInt(version.fragments().size());
    return switch (random.nextInt(7)) {
      case 0, 1 -> (fragment, row, vector) -> true;
      case 2 -> (fragment, row, vector) -> vector != null && vector[0] < 0 == query[0] < 0;
      case 3 -> (fragment, row, vector) -> vector != null && vector[0] < 0 != query[0] < 0;
      case 4 -> (fragment, row, vector) -> fragment == only && row % share > 0;
      case 5 -> (fragment, row, vector) -> row / 100 % share == 1;
      default ->
          (fragment, row, vector) ->
              ((row ^ fragment << 20) * 0x9E3779B9 + salt >>> 8) % share == 0;
    };
  }

  private static RightAnswer answer() {
    double[][] distances = {{3, 1, Double.NaN, 2}, {0.5, 7}};
    return new RightAnswer(distances, new long[][] {{0b1011}, {0b10}}, 3, Double.POSITIVE_INFINITY);
  }

  private static AnswerRows rows(double[]... rows) {
    AnswerRows found = new AnswerRows(10, Double.POSITIVE_INFINITY);
    for (double[] row : rows) {
      found.offer(row[0], (int) row[1], (int) row[2]);
    }
    return found;
  }

  private static final double[] FIRST = {1, 0, 1};
  private static final double[] SECOND = {2, 0, 3};
  private static final double[] THIRD = {3, 0, 0};
  private static final double[] LAST = {7, 1, 1};

  @Test
  void theCheckTellsEveryKindOfWrongAnswer() {
    assertThat(answer().check(rows(FIRST, SECOND, THIRD), true)).isEqualTo(1);
    assertThat(answer().check(rows(FIRST, SECOND, LAST), false)).isEqualTo(2.0 / 3);
    assertWrong("[rows found that are among the nearest]", true, FIRST, SECOND, LAST);
    assertWrong("[rows found]", false, FIRST, SECOND);
    assertWrong("[rows found]", false, FIRST, SECOND, THIRD, LAST);
    assertWrong("row 0 of 1 may not be found", false, FIRST, SECOND, new double[] {0.5, 1, 0});
    assertWrong("row 2 of 0 may not be found", false, FIRST, SECOND, new double[] {4, 0, 2});
    assertWrong("row 1 of 0 was found twice", false, FIRST, FIRST, SECOND);
    assertWrong("row 3 of 0 is at 2.0, not 2.5", false, FIRST, new double[] {2.5, 0, 3}, THIRD);
  }

  private static void assertWrong(String how, boolean complete, double[]... rows) {
    assertThatThrownBy(() -> answer().check(rows(rows), complete))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(how);
  }
}
