package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import org.jspecify.annotations.Nullable;

/**
 * A running operator: hands out its rows batch by batch, on demand. For one thread.
 *
 * <p>A batch may load and compute its columns late, so it is good only until the next call; who
 * keeps rows longer materialises them. Polls for cancellation at least once per batch.
 */
public interface Operator extends AutoCloseable {
  /** The next rows, at least one; null at the end. */
  @Nullable Batch next();

  @Override
  void close();
}
