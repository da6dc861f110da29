package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows written in the query. */
record ValuesPlan(List<DataType> columns, DenseBatch rows) implements PlanNode {
  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public String describe() {
    return "Values(rows: " + rows.size() + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    return new BatchOperator(rows);
  }

  /** Gives one batch, if it has rows. */
  static final class BatchOperator implements Operator {
    private @Nullable Batch batch;

    BatchOperator(Batch batch) {
      this.batch = batch.size() == 0 ? null : batch;
    }

    @Override
    public @Nullable Batch next() {
      Batch next = batch;
      batch = null;
      return next;
    }

    @Override
    public void close() {
      batch = null;
    }
  }
}
