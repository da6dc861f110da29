package dev.quiver.storage.fragment;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Which rows of a range are not deleted. */
final class LiveRows {
  private LiveRows() {}

  /** Writes their offsets to {@code out}, ascending; returns how many. */
  static int of(@Nullable RoaringBitmap deletes, int from, int to, int[] out) {
    int count = 0;
    if (deletes == null) {
      for (int row = from; row < to; row++) {
        out[count++] = row;
      }
      return count;
    }
    PeekableIntIterator deleted = deletes.getIntIterator();
    deleted.advanceIfNeeded(from);
    int next = deleted.hasNext() ? deleted.next() : to;
    for (int row = from; row < to; row++) {
      if (row == next) {
        next = deleted.hasNext() ? deleted.next() : to;
      } else {
        out[count++] = row;
      }
    }
    return count;
  }
}
