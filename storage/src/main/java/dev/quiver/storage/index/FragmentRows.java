package dev.quiver.storage.index;

import dev.quiver.storage.FragmentReader;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one fragment that a search may find.
 *
 * @param fragment the fragment's position in the table version
 * @param column the vectors' position among the reader's columns
 * @param matching a bit for each row, set if it may be found; null if all may
 * @param matches how many may
 */
public record FragmentRows(
    int fragment, FragmentReader reader, int column, long @Nullable [] matching, int matches) {

  public boolean has(int row) {
    return matching == null || (matching[row >>> 6] >>> row & 1) != 0;
  }

  /** The share of rows that may be found. */
  double share() {
    return matching == null ? 1 : (double) matches / Math.max(1, reader.physicalRows());
  }

  /**
   * Keeps those of the first {@code count} rows that may be found; their places go to {@code out}.
   */
  int select(int[] rows, int count, int[] out) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      out[kept] = i;
      kept += has(rows[i]) ? 1 : 0;
    }
    return kept;
  }
}
