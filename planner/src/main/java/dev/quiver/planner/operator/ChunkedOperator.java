package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands out rows that were computed as a whole, in batches of the usual size. */
final class ChunkedOperator implements Operator {
  /** Rows of a batch in an order of their own. */
  record Ordered(Batch rows, int[] order, int from, int to) {}

  private final Supplier<Ordered> compute;
  private final HeldMemory memory;
  private final Runnable closing;
  private @Nullable Ordered result;
  private int position;

  /**
   * Computes when the first batch is asked for.
   *
   * @param memory what the result holds
   */
  ChunkedOperator(Supplier<Ordered> compute, HeldMemory memory, Runnable closing) {
    this.compute = compute;
    this.memory = memory;
    this.closing = closing;
  }

  @Override
  public @Nullable Batch next() {
    if (result == null) {
      result = compute.get();
      position = result.from;
    }
    if (position >= result.to) {
      return null;
    }
    int end = Math.min(result.to, position + Batch.TARGET_ROWS);
    int[] rows = Arrays.copyOfRange(result.order, position, end);
    position = end;
    return result.rows.select(rows, rows.length);
  }

  @Override
  public void close() {
    memory.close();
    closing.run();
  }
}
