package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.Progress;
import dev.quiver.storage.file.LocalFileStore;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of making an index before, against what it took. */
@ExtendWith(SoundTables.class)
class BuildEstimateTest {
  private static final int DIMENSION = 48;
  private static final int ROWS = 12_000;

  @TempDir private Path directory;

  private IndexedTable table() {
    IndexedTable table = new IndexedTable(new LocalFileStore(directory), DIMENSION);
    table.append(IndexedTable.clustered(new Random(4), ROWS, DIMENSION, 50));
    return table;
  }

  @ParameterizedTest
  @EnumSource(IndexMethod.class)
  void bytesOnDiskAreThoseOfTheFiles(IndexMethod method) {
    IndexedTable table = table();
    IndexDefinition definition = IndexedTable.definition(method, Metric.L2, 0);
    BuildEstimate estimate =
        BuildEstimate.of(definition, DIMENSION, table.table().fragments(), Progress.NONE);
    table.index(method, Metric.L2, 0);
    VectorIndex index = table.table().indexes().get(0);
    long files = index.bytes();
    assertThat((double) estimate.diskBytes()).isBetween(0.9 * files, 1.1 * files);
    assertThat(estimate.rows()).isEqualTo(ROWS);
    assertThat(estimate.lists()).isEqualTo(method.usesGraphs() ? 0 : index.generation().lists());
    assertThat(estimate.mappedBytes()).isEqualTo((long) ROWS * DIMENSION * Float.BYTES);
    assertThat(estimate.time()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(IndexMethod.class)
  void memoryIsWhatIsHeldWithinAFactorOfThree(IndexMethod method) {
    IndexedTable table = table();
    IndexDefinition definition = IndexedTable.definition(method, Metric.L2, 0);
    long estimated =
        BuildEstimate.of(definition, DIMENSION, table.table().fragments(), Progress.NONE)
            .heapBytes();
    long before = held();
    AtomicLong most = new AtomicLong();
    table.commit(
        t ->
            t.createIndex(
                IndexedTable.TABLE,
                definition,
                new Progress() {
                  private long rows;

                  @Override
                  public void enter(String phase, long total) {
                    look();
                  }

                  @Override
                  public void advance(long more) {
                    rows += more;
                    if (rows >= ROWS / 4) {
                      rows = 0;
                      look();
                    }
                  }

                  private void look() {
                    most.accumulateAndGet(held() - before, Math::max);
                  }
                }));
    Reference.reachabilityFence(table);
    assertThat((double) estimated).isBetween(most.get() / 3.0, most.get() * 3.0);
  }

  private static long held() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void anEmptyTableTakesNextToNothing() {
    IndexedTable table = new IndexedTable(new LocalFileStore(directory), DIMENSION);
    for (IndexMethod method : IndexMethod.values()) {
      BuildEstimate estimate =
          BuildEstimate.of(
              IndexedTable.definition(method, Metric.COSINE, 0),
              DIMENSION,
              table.table().fragments(),
              Progress.NONE);
      assertThat(estimate.rows()).isZero();
      assertThat(estimate.heapBytes()).isLessThan(1 << 20);
      assertThat(estimate.time()).isZero();
    }
  }

  @Test
  void theMethodIsChosenByWhatStays() {
    List<IndexMethod> all = List.of(IndexMethod.values());
    assertThat(MethodChoice.of(all, Metric.L2, 0, 128).method()).isEqualTo(IndexMethod.IVF_RQ);
    assertThat(MethodChoice.of(all, Metric.L2, 1_000_000, 128).method())
        .isEqualTo(IndexMethod.IVF_RQ);
    assertThat(MethodChoice.of(all, Metric.L2, 1_000_000, 2).method())
        .isEqualTo(IndexMethod.IVF_FLAT);
    assertThat(MethodChoice.of(List.of(IndexMethod.HNSW), Metric.L2, 10, 128))
        .isEqualTo(new MethodChoice(IndexMethod.HNSW, "only it has these options"));
    List<IndexMethod> ofBits = List.of(IndexMethod.IVF_FLAT, IndexMethod.HNSW);
    assertThat(MethodChoice.of(ofBits, Metric.HAMMING, 1_000_000, 1_024).method())
        .isEqualTo(IndexMethod.IVF_FLAT);
  }
}
