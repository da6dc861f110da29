package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.operator.RememberedRows.Rows;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.index.FragmentRows;
import java.util.Optional;

/** Finds the live rows of fragments that satisfy the conditions of a scan. For one thread. */
final class MatchingRows {
  private final ScanPlan plan;
  private final ExecutionContext context;
  private final Evaluation evaluation;
  private final OperatorStatistics statistics;
  private final Optional<RememberedRows.Memory> memory;

  MatchingRows(VectorSearchPlan search, ExecutionContext context, OperatorStatistics statistics) {
    this.plan = search.candidates();
    this.memory = search.remembered().of(context.evaluation());
    this.context = context;
    this.evaluation = context.evaluation();
    this.statistics = statistics;
  }

  /**
   * All such rows of a fragment.
   *
   * @param position of the fragment in the table version
   * @param column the vectors' position among the scanned columns
   */
  FragmentRows of(Fragment fragment, FragmentReader reader, int position, int column) {
    if (plan.conditions().isEmpty()) {
      return new FragmentRows(position, reader, column, reader.liveBits(), fragment.liveRows());
    }
    Rows known = memory.map(m -> m.find(fragment)).orElse(null);
    if (known != null) {
      return new FragmentRows(
          position, reader, column, known.bits(), known.matches(), known.counts());
    }
    Rows found = evaluate(reader);
    memory.ifPresent(m -> m.put(fragment, found));
    return new FragmentRows(position, reader, column, found.bits(), found.matches());
  }

  private Rows evaluate(FragmentReader reader) {
    int total = reader.physicalRows();
    long[] bits = new long[(total + 63) / 64];
    int[] rows = new int[Batch.TARGET_ROWS];
    int matches = 0;
    for (int from = 0; from < total; ) {
      context.checkCancelled();
      int to = Math.min(reader.batchEnd(from), from + rows.length);
      int count = in(reader, from, to, rows);
      for (int i = 0; i < count; i++) {
        bits[rows[i] >>> 6] |= 1L << rows[i];
      }
      matches += count;
      from = to;
    }
    return new Rows(bits, matches);
  }

  /** Writes the offsets of those in {@code [from, to)} to {@code rows}; returns how many. */
  int in(FragmentReader reader, int from, int to, int[] rows) {
    int count = reader.liveRows(from, to, rows);
    statistics.scanned(count);
    if (count == 0 || plan.conditions().isEmpty()) {
      return count;
    }
    for (int i = 0; i < count; i++) {
      rows[i] -= from;
    }
    count = Batches.select(reader.read(from, to), rows, count, plan.conditions(), evaluation);
    for (int i = 0; i < count; i++) {
      rows[i] += from;
    }
    return count;
  }
}
