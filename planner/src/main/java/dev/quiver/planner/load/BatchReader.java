package dev.quiver.planner.load;

import dev.quiver.storage.column.Batch;
import org.jspecify.annotations.Nullable;

/** Reads a file batch by batch. For one thread. */
public interface BatchReader extends AutoCloseable {
  /**
   * The next rows, at least one; null at the end.
   *
   * @throws dev.quiver.functions.error.QuiverException BAD_ROW, FILE_FORMAT, IO_FAILURE
   */
  @Nullable Batch next();

  /** About how many bytes of the file were read so far. */
  long bytesRead();

  @Override
  void close();
}
