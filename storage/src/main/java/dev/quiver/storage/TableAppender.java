package dev.quiver.storage;

import dev.quiver.storage.column.Batch;

/** Takes rows for one table of a transaction. For one thread. */
public interface TableAppender extends AutoCloseable {
  /**
   * @throws dev.quiver.functions.error.QuiverException NOT_NULL, VECTOR_NOT_FINITE and the like:
   *     nothing of the batch is taken
   */
  void append(Batch batch);

  /** Gives the rows to the transaction. */
  void finish();

  /** Without {@link #finish}, throws the rows away. */
  @Override
  void close();
}
