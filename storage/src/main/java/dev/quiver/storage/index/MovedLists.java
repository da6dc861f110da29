package dev.quiver.storage.index;

import dev.quiver.storage.manifest.IndexFile;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * A fragment whose rows went to another one, in their order, and the posting lists that it had.
 *
 * @param rows of the fragment
 * @param first where its first moved row is in the new fragment
 * @param leftBehind rows that were not moved; never changed
 * @param lists null if it had none
 */
public record MovedLists(int rows, int first, RoaringBitmap leftBehind, @Nullable IndexFile lists) {
  /** The rows of the new fragment that come from here. */
  RowRange range() {
    return new RowRange(first, first + rows - leftBehind.getCardinality());
  }

  /** Where each row is now; −1 for those left behind. */
  int[] places() {
    int[] places = new int[rows];
    leftBehind.forEach((IntConsumer) row -> places[row] = -1);
    int next = first;
    for (int row = 0; row < rows; row++) {
      if (places[row] == 0) {
        places[row] = next++;
      }
    }
    return places;
  }
}
