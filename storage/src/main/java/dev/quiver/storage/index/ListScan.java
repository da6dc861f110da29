package dev.quiver.storage.index;

import dev.quiver.functions.quantiser.CodeScan;
import dev.quiver.functions.quantiser.CodeTerms;
import dev.quiver.functions.quantiser.QueryCode;
import dev.quiver.storage.posting.Postings;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Looks through the lists of one search: estimates from the codes, leaves out what is too far even
 * so many standard errors nearer than estimated, and compares the rest exactly, the most promising
 * first. For one thread.
 */
final class ListScan {
  /** Where fewer of a chunk's rows may be found, comparing them is cheaper than the codes. */
  private static final double SPARSE = 0.04;

  private final QueryCode query;
  private final float certainty;
  private final Threshold threshold;
  private final ExactRows exact;
  private final CodeScan scan = new CodeScan(Postings.MAX_CHUNK);
  private final CodeTerms terms = CodeTerms.of(Postings.MAX_CHUNK);
  private final int[] rows = new int[Postings.MAX_CHUNK];
  private final int[] column = new int[Postings.MAX_CHUNK];
  private final int[] next = new int[Postings.MAX_CHUNK];
  private final int[] places = new int[Postings.MAX_CHUNK];
  private final long[] order = new long[Postings.MAX_CHUNK];
  private long codesScanned;

  /** What a score must not be above, at this moment of the search. */
  interface Threshold {
    float score();
  }

  ListScan(QueryCode query, float certainty, Threshold threshold, ExactRows exact) {
    this.query = query;
    this.certainty = certainty;
    this.threshold = threshold;
    this.exact = exact;
  }

  long codesScanned() {
    return codesScanned;
  }

  /**
   * Looks through a list of a fragment; returns how many of its rows may be found.
   *
   * @param centreDistance squared, from the query to the list's centroid
   */
  int scan(FragmentRows source, Postings postings, int list, float centreDistance) {
    int matches = 0;
    for (int chunk = 0; chunk < postings.chunks(list); chunk++) {
      int size = postings.size(list, chunk);
      ByteBuffer bytes = postings.chunk(list, chunk);
      IntBuffer ints = bytes.asIntBuffer();
      ints.get(0, rows, 0, size);
      int count = source.select(rows, size, places);
      matches += count;
      if (count == 0) {
        continue;
      }
      if (postings.words() == 0 || count < size * SPARSE) {
        compareAll(source, count);
      } else {
        estimate(ints, bytes.asFloatBuffer(), postings.words(), size, centreDistance);
        compareNearest(source, count, centreDistance, size);
      }
    }
    return matches;
  }

  private void compareAll(FragmentRows source, int count) {
    for (int i = 0; i < count; i++) {
      if (exact.add(rows[places[i]])) {
        exact.flush(source);
      }
    }
    exact.flush(source);
  }

  private void estimate(
      IntBuffer ints, FloatBuffer floats, int words, int size, float centreDistance) {
    codesScanned += size;
    scan.begin(size);
    int word = 0;
    for (; word + 1 < words; word += 2) {
      ints.get((1 + word) * size, column, 0, size);
      ints.get((2 + word) * size, next, 0, size);
      scan.add(query, word, column, next, size);
    }
    if (word < words) {
      ints.get((1 + word) * size, column, 0, size);
      scan.add(query, word, column, size);
    }
    int at = (1 + words) * size;
    floats.get(at, terms.base(), 0, size);
    floats.get(at + size, terms.slope(), 0, size);
    floats.get(at + 2 * size, terms.error(), 0, size);
    scan.finish(query, terms, centreDistance, size);
  }

  private void compareNearest(FragmentRows source, int count, float centreDistance, int size) {
    float[] bounds = scan.bounds(query, terms, centreDistance, certainty, size);
    float limit = threshold.score();
    int left = 0;
    for (int i = 0; i < count; i++) {
      float bound = bounds[places[i]];
      if (!(bound > limit)) {
        order[left++] = (long) sortable(bound) << 32 | places[i];
      }
    }
    Arrays.sort(order, 0, left);
    for (int i = 0; i < left; i++) {
      int place = (int) order[i];
      if (bounds[place] > threshold.score()) {
        break;
      }
      if (exact.add(rows[place])) {
        exact.flush(source);
      }
    }
    exact.flush(source);
  }

  /** Bits that are ordered as the floats are. */
  private static int sortable(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
