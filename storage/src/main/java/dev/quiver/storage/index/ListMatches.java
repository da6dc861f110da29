package dev.quiver.storage.index;

import dev.quiver.storage.posting.Postings;
import java.nio.IntBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of each list of a fragment may be found, for searches that come again with the same
 * conditions: a list's rows are counted when a search first asks. Safe for any number of threads.
 */
public final class ListMatches {
  /** A fragment with fewer rows for each list is not worth it: most of its lists have none. */
  private static final int LEAST_ROWS = 16;

  private volatile @Nullable Counts counts;

  /**
   * Of one file of lists; the file itself is not kept. Threads that count the same list write the
   * same.
   *
   * @param more of each list, the rows that may be found and one; 0 if they were not counted
   */
  private record Counts(UUID generation, int checksum, int[] more) {
    boolean areOf(Postings postings) {
      return checksum == postings.checksum() && generation.equals(postings.generation());
    }
  }

  /** Whether the rows of these lists are counted. */
  static boolean isWorthIt(Postings postings) {
    return (long) postings.lists() * LEAST_ROWS <= postings.fragmentRows();
  }

  /**
   * The rows of a list that may be found.
   *
   * @param rows always the same
   */
  int of(FragmentRows rows, Postings postings, int list) {
    Counts known = counts;
    if (known == null || !known.areOf(postings)) {
      known = new Counts(postings.generation(), postings.checksum(), new int[postings.lists()]);
      counts = known;
    }
    int[] more = known.more;
    if (more[list] == 0) {
      more[list] = 1 + count(rows, postings, list);
    }
    return more[list] - 1;
  }

  private static int count(FragmentRows rows, Postings postings, int list) {
    int count = 0;
    for (int chunk = 0; chunk < postings.chunks(list); chunk++) {
      IntBuffer ids = postings.chunk(list, chunk).asIntBuffer();
      int size = postings.size(list, chunk);
      for (int i = 0; i < size; i++) {
        count += rows.has(ids.get(i)) ? 1 : 0;
      }
    }
    return count;
  }
}
