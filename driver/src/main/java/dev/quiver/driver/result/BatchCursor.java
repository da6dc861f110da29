package dev.quiver.driver.result;

import dev.quiver.driver.value.VectorForm;
import dev.quiver.planner.Result;
import dev.quiver.storage.column.Batch;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a running query, batch by batch. */
public final class BatchCursor implements Cursor {
  private final Result.Rows rows;
  private final List<ResultColumn> columns;
  private final long maxRows;
  private @Nullable Batch batch;
  private int row;
  private long delivered;
  private boolean ended;

  /**
   * @param maxRows leave out the rows beyond; 0 for no limit
   */
  public BatchCursor(Result.Rows rows, VectorForm form, long maxRows) {
    this.rows = rows;
    this.columns = rows.columns().stream().map(c -> ResultColumn.of(c, form)).toList();
    this.maxRows = maxRows;
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    if (ended || (maxRows > 0 && delivered == maxRows)) {
      close();
      return false;
    }
    row++;
    if (batch == null || row >= batch.size()) {
      batch = rows.next();
      row = 0;
    }
    if (batch == null) {
      close();
      return false;
    }
    delivered++;
    return true;
  }

  @Override
  public boolean hasBatches() {
    return true;
  }

  @Override
  public @Nullable Batch nextBatch() {
    if (ended || (maxRows > 0 && delivered == maxRows)) {
      close();
      return null;
    }
    Batch found = batch;
    int from = row + 1;
    batch = null;
    if (found == null || from >= found.size()) {
      found = rows.next();
      from = 0;
    }
    if (found == null) {
      close();
      return null;
    }
    int count = found.size() - from;
    count = maxRows > 0 ? (int) Math.min(count, maxRows - delivered) : count;
    delivered += count;
    return count == found.size()
        ? found
        : found.select(IntStream.range(from, from + count).toArray(), count);
  }

  @Override
  public @Nullable Object value(int column) {
    if (batch == null) {
      throw new IllegalStateException("no current row");
    }
    return batch.column(column).value(row);
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      batch = null;
      rows.close();
    }
  }
}
