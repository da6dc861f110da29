package dev.quiver.storage;

import dev.quiver.storage.lookup.KeyIndex;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An immutable bundle of at most a million rows with its deletes at one version. Safe for any
 * number of threads.
 */
public interface Fragment {
  int MAX_ROWS = 1 << 20;

  UUID id();

  /** Rows as written, deleted ones included: row offsets run below this. */
  int physicalRows();

  int liveRows();

  Optional<ColumnStatistics> statistics(int fieldId);

  /** Size of the files in bytes. */
  long bytes();

  /**
   * The rows by the values of the columns of a key, where that is at hand.
   *
   * @param fieldIds of a key of the table's schema, in the key's order
   */
  default Optional<KeyIndex> keys(List<Integer> fieldIds) {
    return Optional.empty();
  }

  /** Opens some columns for reading; they are the columns of its batches, in the order given. */
  FragmentReader open(int[] fieldIds);
}
