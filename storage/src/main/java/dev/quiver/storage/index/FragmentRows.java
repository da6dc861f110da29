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
 * @param counts how many of each list may, remembered from search to search; null if they are not
 */
public record FragmentRows(
    int fragment,
    FragmentReader reader,
    int column,
    long @Nullable [] matching,
    int matches,
    @Nullable ListMatches counts) {

  /** Likewise, with nothing remembered. */
  public FragmentRows(
      int fragment, FragmentReader reader, int column, long @Nullable [] matching, int matches) {
    this(fragment, reader, column, matching, matches, null);
  }

  /** The same rows through another reader. */
  public FragmentRows with(FragmentReader other) {
    return new FragmentRows(fragment, other, column, matching, matches, counts);
  }

  /** The same rows, for many searches: what is counted of a list is remembered. */
  public FragmentRows counted() {
    return counts != null || matching == null
        ? this
        : new FragmentRows(fragment, reader, column, matching, matches, new ListMatches());
  }

  public boolean has(int row) {
    return matching == null || (matching[row >>> 6] >>> row & 1) != 0;
  }

  /** The first row from {@code from} on that may be found; the fragment's end if there is none. */
  public int next(int from) {
    int end = reader.physicalRows();
    if (matching == null || from >= end) {
      return Math.min(from, end);
    }
    int word = from >>> 6;
    long bits = matching[word] & -1L << from;
    while (bits == 0 && ++word < matching.length) {
      bits = matching[word];
    }
    return bits == 0 ? end : Math.min(end, (word << 6) + Long.numberOfTrailingZeros(bits));
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
