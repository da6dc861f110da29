package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.Result;
import dev.quiver.planner.operator.Operator;
import dev.quiver.storage.column.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that an operator gives. */
final class OperatorRows implements Result.Rows {
  private final List<ColumnInfo> columns;
  private final Operator operator;
  private final Runnable onClose;
  private boolean closed;

  OperatorRows(List<ColumnInfo> columns, Operator operator, Runnable onClose) {
    this.columns = columns;
    this.operator = operator;
    this.onClose = onClose;
  }

  @Override
  public List<ColumnInfo> columns() {
    return columns;
  }

  @Override
  public @Nullable Batch next() {
    return closed ? null : operator.next();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        onClose.run();
      } finally {
        operator.close();
      }
    }
  }
}
