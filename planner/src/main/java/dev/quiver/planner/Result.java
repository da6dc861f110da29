package dev.quiver.planner;

import dev.quiver.storage.column.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What running a statement gives. */
public sealed interface Result {
  /** Rows changed by an INSERT, UPDATE, DELETE or COPY. */
  record Count(long rows) implements Result {}

  /** The statement gives nothing back. */
  record Done() implements Result {}

  /** Rows, fetched batch by batch; for one thread. Pins its snapshot until closed. */
  non-sealed interface Rows extends Result, AutoCloseable {
    List<ColumnInfo> columns();

    /** The next rows, at least one; null at the end. */
    @Nullable Batch next();

    @Override
    void close();
  }
}
