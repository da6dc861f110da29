package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import org.jspecify.annotations.Nullable;

/** Counts the rows of another operator and the time it takes. */
record MeasuredOperator(Operator operator, OperatorStatistics statistics) implements Operator {
  @Override
  public @Nullable Batch next() {
    long start = System.nanoTime();
    Batch batch = operator.next();
    statistics.add(batch == null ? 0 : batch.size(), System.nanoTime() - start);
    return batch;
  }

  @Override
  public void close() {
    operator.close();
  }
}
