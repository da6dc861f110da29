package dev.quiver.storage.index;

import java.util.ArrayList;
import java.util.List;

/** Rows {@code [from, to)} of a fragment. */
record RowRange(int from, int to) {
  RowRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("rows " + from + " to " + to);
    }
  }

  /** The same rows in pieces of at most so many. */
  static List<RowRange> cut(List<RowRange> ranges, int most) {
    List<RowRange> pieces = new ArrayList<>();
    for (RowRange range : ranges) {
      for (int from = range.from; from < range.to; from += most) {
        pieces.add(new RowRange(from, Math.min(range.to, from + most)));
      }
    }
    return pieces;
  }
}
