package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.Progress;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.file.MemoryFileStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * After a hundred appends, twenty deletes and five compactions an index finds what one finds that
 * is made anew over the same rows, but for a hundredth.
 */
@ExtendWith(SoundTables.class)
class IndexLifeTest {
  private static final int DIMENSION = 12;
  private static final int FIRST = 1_500;
  private static final int APPENDS = 100;
  private static final int APPENDED = 15;
  private static final int QUERIES = 300;

  /** Searches end once they expect to find 0.95; what more is found is luck. */
  private static final double ENOUGH = 0.97;

  @ParameterizedTest
  @EnumSource(IndexMethod.class)
  void findsAsMuchAsOneMadeAnew(IndexMethod method) {
    Random random = new Random(12);
    int rows = FIRST + APPENDS * APPENDED;
    List<float @Nullable []> vectors =
        IndexedTable.clustered(random, rows + QUERIES, DIMENSION, 30);
    IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), DIMENSION);
    table.append(vectors.subList(0, FIRST));
    table.index(method, Metric.L2, 12);
    for (int append = 1; append <= APPENDS; append++) {
      int from = FIRST + (append - 1) * APPENDED;
      table.append(vectors.subList(from, from + APPENDED));
      if (append % 5 == 0) {
        delete(table, random);
      }
      if (append % 20 == 10) {
        table.database.optimize(IndexedTable.TABLE, Progress.NONE);
      }
    }
    IndexedTable anew = new IndexedTable(new MemoryFileStore("memory"), DIMENSION);
    anew.append(live(table));
    anew.index(method, Metric.L2, 12);
    assertThat(anew.table().rowCount()).isEqualTo(table.table().rowCount()).isLessThan(rows);
    assertThat(table.table().indexes().get(0).rowsIndexed()).isGreaterThan(FIRST);
    List<float[]> queries = new ArrayList<>(vectors.subList(rows, rows + QUERIES));
    assertThat(recall(table, queries, 1))
        .isGreaterThanOrEqualTo(Math.min(ENOUGH, recall(anew, queries, 1)) - 0.01);
    assertThat(recall(table, queries, 10)).isGreaterThanOrEqualTo(0.94);
    for (int tried : method.usesGraphs() ? new int[] {12, 20, 40} : new int[] {1, 2, 4}) {
      SearchEffort effort =
          method.usesGraphs() ? SearchEffort.ofCandidates(tried) : SearchEffort.ofProbes(tried);
      assertThat(recall(table, queries, effort))
          .as("%s tries %d", method, tried)
          .isGreaterThanOrEqualTo(recall(anew, queries, effort) - 0.01);
    }
  }

  /** With the same number of lists or candidates, whatever was measured. */
  private static double recall(IndexedTable table, List<float[]> queries, SearchEffort effort) {
    double sum = 0;
    for (float[] query : queries) {
      sum += IndexedTable.recall(table.table(), query, 10, effort, row -> true);
    }
    return sum / queries.size();
  }

  private static double recall(IndexedTable table, List<float[]> queries, int part) {
    double sum = 0;
    for (float[] query : queries) {
      sum += IndexedTable.recall(table.table(), query, 10, 0.95, row -> row % part == 0);
    }
    return sum / queries.size();
  }

  /** Deletes about one row in sixty. */
  private static void delete(IndexedTable table, Random random) {
    RowSet gone = new RowSet();
    for (Fragment fragment : table.table().fragments()) {
      for (int row = random.nextInt(60); row < fragment.physicalRows(); row += 60) {
        gone.add(fragment.id(), row);
      }
    }
    table.commit(t -> t.delete(IndexedTable.TABLE, gone));
  }

  private static List<float @Nullable []> live(IndexedTable table) {
    List<float @Nullable []> live = new ArrayList<>();
    for (Fragment fragment : table.table().fragments()) {
      try (FragmentReader reader = fragment.open(new int[] {1})) {
        int[] rows = new int[fragment.physicalRows()];
        int count = reader.liveRows(0, rows.length, rows);
        float[] values = new float[Math.max(1, count) * DIMENSION];
        reader.gatherVectors(0, rows, count, values);
        for (int i = 0; i < count; i++) {
          live.add(Arrays.copyOfRange(values, i * DIMENSION, (i + 1) * DIMENSION));
        }
      }
    }
    return live;
  }
}
