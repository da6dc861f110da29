package dev.quiver.storage.column;

/**
 * Rows as columns of equal length: the unit in which operators hand data on.
 *
 * <p>A column may be loaded only when it is first asked for ({@link LoadingBatch}), so ask late and
 * {@link #select} before: selecting a column that was never asked for loads the selected rows
 * alone. Used by one thread at a time.
 */
public interface Batch {
  /** Rows a scan aims at per batch; batches of wide rows have fewer. */
  int TARGET_ROWS = 2_048;

  int size();

  int columnCount();

  Column column(int index);

  /** The rows named by the first {@code count} entries of {@code rows}, in that order. */
  Batch select(int[] rows, int count);
}
