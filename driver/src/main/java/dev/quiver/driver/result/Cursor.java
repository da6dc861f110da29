package dev.quiver.driver.result;

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

  /** Frees what the rows hold; closing twice is fine. */
  void close() throws SQLException;
}
