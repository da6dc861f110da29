package dev.quiver.driver.result;

import dev.quiver.storage.column.Batch;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows one after the other: where a result set takes them from. For one thread. */
public interface Cursor {
  List<ResultColumn> columns();

  /** Moves to the next row; false at the end. */
  boolean next() throws SQLException;

  /** The value of a column, from 0, of the current row, of a class that Column.value gives. */
  @Nullable Object value(int column);

  /** Whether {@link #nextBatch} may be called. */
  default boolean hasBatches() {
    return false;
  }

  /** The rows from the one after the current on, some at a time; null at the end. */
  default @Nullable Batch nextBatch() {
    throw new UnsupportedOperationException("these rows come one by one");
  }

  /** Frees what the rows hold; closing twice is fine. */
  void close() throws SQLException;
}
