package dev.quiver.driver.arrow;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.storage.column.Batch;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of a reader come from. */
public interface BatchSource {
  List<ColumnInfo> columns();

  /** The next rows, at least one; null at the end. */
  @Nullable Batch next() throws SQLException;

  /** Gives the rows up; closing twice is fine. */
  void close() throws SQLException;
}
