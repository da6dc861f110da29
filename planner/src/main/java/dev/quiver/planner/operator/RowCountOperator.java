package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.type.SimpleType;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** One row: how many rows a whole table has, as often as it is asked for. Reads no fragment. */
final class RowCountOperator implements Operator {
  private final StoredTable table;
  private final int columns;
  private final ExecutionContext context;
  private boolean given;

  RowCountOperator(StoredTable table, int columns, ExecutionContext context) {
    this.table = table;
    this.columns = columns;
    this.context = context;
  }

  @Override
  public @Nullable Batch next() {
    context.checkCancelled();
    if (given) {
      return null;
    }
    given = true;
    long[] count = {table.at(context.snapshot()).rowCount()};
    Column column = new LongColumn(SimpleType.BIGINT, 1, count, null);
    return new DenseBatch(1, Collections.nCopies(columns, column));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
