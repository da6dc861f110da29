package dev.quiver.driver.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in memory: metadata, the elements of an array, generated keys. */
public final class RowsCursor implements Cursor {
  private final List<ResultColumn> columns;
  private final List<@Nullable Object[]> rows;
  private int current = -1;

  public RowsCursor(List<ResultColumn> columns, List<@Nullable Object[]> rows) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    if (current < rows.size()) {
      current++;
    }
    return current < rows.size();
  }

  @Override
  public @Nullable Object value(int column) {
    return rows.get(current)[column];
  }

  @Override
  public void close() {
    current = rows.size();
  }
}
