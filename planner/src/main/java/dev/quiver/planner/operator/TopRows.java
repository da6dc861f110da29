package dev.quiver.planner.operator;

import dev.quiver.planner.expression.ColumnConcatenation;
import dev.quiver.planner.expression.RowOrder;
import dev.quiver.planner.operator.ChunkedOperator.Ordered;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.HeapBytes;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first {@code limit} rows of what was added, kept by sorting and cutting whenever enough have
 * gathered. Once that happened, a batch's rows that come after the last one kept, by the first key
 * alone, are not even loaded.
 */
final class TopRows {
  private static final int SLACK = 4 * Batch.TARGET_ROWS;

  private final List<DataType> types;
  private final List<SortKey> keys;
  private final int limit;
  private final ExecutionContext context;
  private final HeldMemory memory;
  private final List<DenseBatch> kept = new ArrayList<>();
  private int keptRows;
  private @Nullable Column worstKey;

  TopRows(
      List<DataType> types,
      List<SortKey> keys,
      int limit,
      ExecutionContext context,
      HeldMemory memory) {
    this.types = types;
    this.keys = keys;
    this.limit = limit;
    this.context = context;
    this.memory = memory;
  }

  void addAll(Operator rows) {
    if (limit == 0) {
      return;
    }
    for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
      context.checkCancelled();
      Batch candidates = candidates(batch);
      if (candidates.size() > 0) {
        DenseBatch rowsKept = Batches.materialise(candidates);
        memory.reserve(HeapBytes.of(rowsKept));
        kept.add(rowsKept);
        keptRows += candidates.size();
      }
      if (keptRows >= limit + SLACK) {
        cut();
      }
    }
  }

  /** The rows that are not after the worst row by the first key. */
  private Batch candidates(Batch batch) {
    Column worst = worstKey;
    if (worst == null) {
      return batch;
    }
    SortKey first = keys.get(0);
    int size = batch.size();
    Column values = batch.column(first.column());
    RowOrder order = first.order(ColumnConcatenation.of(values.type(), List.of(values, worst)));
    int[] rows = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      rows[count] = i;
      count += order.compare(i, size) <= 0 ? 1 : 0;
    }
    return count == size ? batch : batch.select(rows, count);
  }

  private void cut() {
    Ordered ordered = sorted();
    DenseBatch best =
        Batches.materialise(
            ordered.rows().select(Arrays.copyOf(ordered.order(), ordered.to()), ordered.to()));
    kept.clear();
    kept.add(best);
    keptRows = best.size();
    memory.resize(HeapBytes.of(best));
    int last = best.size() - 1;
    worstKey =
        best.size() < limit ? null : best.column(keys.get(0).column()).gather(new int[] {last}, 1);
  }

  /** The best rows in order; ties in the order they were added. */
  Ordered sorted() {
    DenseBatch all = Batches.concatenate(types, kept, memory, memory.bytes());
    int[] order = RowSorter.sorted(all, keys, context, memory);
    return new Ordered(all, order, 0, Math.min(limit, all.size()));
  }
}
