package dev.quiver.planner;

import dev.quiver.storage.column.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of which somebody wants to know when they are closed. */
final class WatchedRows implements Result.Rows {
  private final Result.Rows rows;
  private final Runnable onClose;
  private boolean closed;

  WatchedRows(Result.Rows rows, Runnable onClose) {
    this.rows = rows;
    this.onClose = onClose;
  }

  @Override
  public List<ColumnInfo> columns() {
    return rows.columns();
  }

  @Override
  public @Nullable Batch next() {
    return rows.next();
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
