package dev.quiver.driver.arrow;

import dev.quiver.driver.QuiverResultSet;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.sql.SQLException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a result to a reader, once. */
final class RootRows implements QuiverResultSet {
  private final ArrowAccess.Rows rows;

  RootRows(ArrowAccess.Rows rows) {
    this.rows = rows;
  }

  @Override
  public ArrowReader arrow() throws SQLException {
    BufferAllocator own = ownAllocator();
    boolean done = false;
    try {
      ArrowReader reader = new BatchArrowReader(rows.take(), own, own);
      done = true;
      return reader;
    } finally {
      if (!done) {
        own.close();
      }
    }
  }

  @Override
  public ArrowReader arrow(@Nullable BufferAllocator allocator) throws SQLException {
    if (allocator == null) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "arrow needs an allocator, not null");
    }
    return new BatchArrowReader(rows.take(), allocator, null);
  }

  private static BufferAllocator ownAllocator() throws SQLException {
    try {
      return new RootAllocator();
    } catch (LinkageError noMemoryModule) {
      SQLException failure = ArrowAccess.missing("arrow()");
      failure.addSuppressed(noMemoryModule);
      throw failure;
    }
  }
}
