package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.MemoryFileStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Making an index asks again and again whether to stop, in all of its phases. */
@ExtendWith(SoundTables.class)
class BuildStopTest {
  private static final int ROWS = 3_000;
  private static final int DIMENSION = 16;
  private static final int LISTS = 12;

  private final MemoryFileStore store = new MemoryFileStore("memory");

  private IndexedTable table() {
    IndexedTable table = new IndexedTable(store, DIMENSION);
    table.append(IndexedTable.clustered(new Random(1), ROWS, DIMENSION, 5));
    return table;
  }

  /** Counts how often it is asked in each phase; stops at one of these times. */
  private static final class Looks implements Progress {
    private final Map<String, Integer> byPhase = new LinkedHashMap<>();
    private final String phase;
    private final int last;
    private String current = "";

    Looks(String phase, int last) {
      this.phase = phase;
      this.last = last;
    }

    @Override
    public void enter(String entered, long total) {
      current = entered;
    }

    @Override
    public void advance(long more) {
      if (byPhase.merge(current, 1, Integer::sum) >= last && current.equals(phase)) {
        throw new QuiverException(ErrorCode.CANCELLED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(IndexMethod.class)
  void asksInEveryPhaseAndLeavesNothingWhereverItStops(IndexMethod method) {
    IndexedTable table = table();
    Looks all = new Looks("", 0);
    build(table, method, all);
    assertThat(all.byPhase.keySet())
        .containsExactlyElementsOf(
            method.usesGraphs()
                ? List.of("sample", "build", "calibrate")
                : List.of("sample", "train", "build", "calibrate"));
    assertThat(all.byPhase.get("build"))
        .isGreaterThan(method.usesGraphs() ? ROWS : 2 * LISTS + ROWS / 512);
    assertThat(all.byPhase.get("calibrate")).isGreaterThan(2 * Calibration.QUERIES);
    if (!method.usesGraphs()) {
      // Eight rounds of k-means over blocks of the sample, and its assignment.
      assertThat(all.byPhase.get("train")).isGreaterThan(8 * 2);
    }
    all.byPhase.forEach(
        (phase, times) -> {
          for (int last : new int[] {1, (times + 1) / 2, times - 1}) {
            stopped(table, method, new Looks(phase, last));
          }
        });
    table.index(method, Metric.L2, method.usesGraphs() ? 0 : LISTS);
    assertThat(table.table().indexes()).hasSize(1);
  }

  private void build(IndexedTable table, IndexMethod method, Progress progress) {
    try (Transaction t = table.database.begin()) {
      t.createIndex(
          IndexedTable.TABLE,
          IndexedTable.definition(method, Metric.L2, method.usesGraphs() ? 0 : LISTS),
          progress);
    }
    assertThat(files(table)).isEmpty();
  }

  private void stopped(IndexedTable table, IndexMethod method, Looks looks) {
    assertThatThrownBy(() -> build(table, method, looks))
        .as("%s, look %d", looks.phase, looks.last)
        .hasMessage("statement was cancelled");
    assertThat(files(table)).as("%s, look %d", looks.phase, looks.last).isEmpty();
    assertThat(table.table().indexes()).isEmpty();
  }

  private List<String> files(IndexedTable table) {
    return store.list("tables/" + table.table().id() + "/indexes");
  }
}
