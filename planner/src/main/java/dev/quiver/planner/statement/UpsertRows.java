package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.Result;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * INSERT … ON CONFLICT. A batch is carried out together as far as no key comes twice.
 *
 * @param source the rows to be inserted; its parameters come first in the text
 * @param merge what is done with them, as the table EXCLUDED
 * @param key the columns of the key that rows are in conflict by
 * @param updates whether a row that is there is changed
 */
record UpsertRows(RowSource source, MergeRows merge, List<Integer> key, boolean updates)
    implements RowChange {

  @Override
  public List<DataType> parameters() {
    List<DataType> all = new ArrayList<>(source.parameters());
    List<DataType> behind = merge.parameters();
    all.addAll(behind.subList(Math.min(all.size(), behind.size()), behind.size()));
    return all;
  }

  @Override
  public String operation() {
    return "INSERT";
  }

  @Override
  public Dependencies dependencies() {
    return source.dependencies().and(merge.dependencies());
  }

  @Override
  public boolean isReusable() {
    return source.isReusable() && merge.isReusable();
  }

  @Override
  public String explain(Execution execution) {
    return source.explain(execution) + merge.explain(execution).indent(2);
  }

  @Override
  public Result run(Execution execution) {
    try (ExcludedRows rows = none(execution)) {
      source.rows(execution, rows);
      return new Result.Count(
          rows.isEmpty() ? 0 : merge.run(execution.withGiven(rows.batches()), mark -> {}));
    }
  }

  private ExcludedRows none(Execution execution) {
    return new ExcludedRows(merge, key, updates, execution.session().memory());
  }

  @Override
  public long[] runBatch(Execution execution, List<@Nullable Object[]> batch) {
    if (merge.branches().stream().anyMatch(b -> b.part().parameterIndexes().length > 0)) {
      return RowChange.super.runBatch(execution, batch);
    }
    long[] counts = new long[batch.size()];
    try (ExcludedRows together = none(execution)) {
      List<Integer> entries = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        execution.control().check();
        try (ExcludedRows own = none(execution)) {
          source.rows(execution.withValues(batch.get(i)), own);
          if (own.sharesKeyWith(together)) {
            flush(execution, together, entries, counts);
            together.clear();
            entries.clear();
          }
          together.addAll(own);
          entries.addAll(Collections.nCopies(own.size(), i));
        }
      }
      flush(execution, together, entries, counts);
    }
    return counts;
  }

  private void flush(Execution execution, ExcludedRows rows, List<Integer> entries, long[] counts) {
    if (!rows.isEmpty()) {
      long changed =
          merge.run(execution.withGiven(rows.batches()), mark -> counts[entries.get(mark)]++);
      if (changed > rows.size()) {
        throw new QuiverException(ErrorCode.INTERNAL, changed + " of " + rows.size() + " rows");
      }
    }
  }
}
