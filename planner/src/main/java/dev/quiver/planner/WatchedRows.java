package dev.quiver.planner;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which somebody wants to know when they are closed, and that may go with a transaction.
 */
final class WatchedRows implements Result.Rows {
  private final Result.Rows rows;
  private final TransactionFate fate;
  private final Runnable onClose;
  private boolean closed;

  WatchedRows(Result.Rows rows, TransactionFate fate, Runnable onClose) {
    this.rows = rows;
    this.fate = fate;
    this.onClose = onClose;
  }

  @Override
  public List<ColumnInfo> columns() {
    return rows.columns();
  }

  @Override
  public @Nullable Batch next() {
    try {
      return rows.next();
    } catch (QuiverException e) {
      throw fate.explain(e);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        rows.close();
      } finally {
        onClose.run();
      }
    }
  }
}
