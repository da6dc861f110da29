package dev.quiver.planner.load;

import dev.quiver.storage.column.Batch;

/** Writes rows to a file, which appears under its name only when it is complete. For one thread. */
public interface BatchWriter extends AutoCloseable {
  /**
   * @throws dev.quiver.functions.error.QuiverException IO_FAILURE
   */
  void write(Batch batch);

  /** Completes the file and puts it in the place of whatever bore its name. */
  void finish();

  /** Without {@link #finish}, leaves nothing behind. */
  @Override
  void close();
}
