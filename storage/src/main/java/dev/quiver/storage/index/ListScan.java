package dev.quiver.storage.index;

import dev.quiver.functions.quantiser.CodeScan;
import dev.quiver.functions.quantiser.CodeTerms;
import dev.quiver.functions.quantiser.Codebook;
import dev.quiver.functions.quantiser.ProductScan;
import dev.quiver.functions.quantiser.QueryCode;
import dev.quiver.storage.graph.FloatKeys;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.Postings;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the lists of one search: estimates from the codes, leaves out what is too far even
 * so many standard errors nearer than estimated, and compares the rest exactly, the most promising
 * first. For one thread.
 */
final class ListScan implements AutoCloseable {
  /**
   * Where more of a fragment's and of a list's rows may be found, few chunks are sparse or empty:
   * whether a row may be found is then asked only of those that are near enough.
   */
  private static final double DENSE = 0.15;

  private final @Nullable QueryCode query;
  private final @Nullable ProductScan product;
  private final float certainty;
  private final Threshold threshold;
  private final ExactRows exact;
  private final @Nullable EstimatedRows estimated;
  private final ScanBuffers buffers = ScanBuffers.take();
  private final int[] rows = buffers.rows;
  private final int[] places = buffers.places;
  private final long[] order = buffers.order;
  private long codesScanned;
  private boolean counted;

  /**
   * Which rows are taken.
   *
   * @param estimated where they go; null if they are compared
   */
  private record Rule(float certainty, Threshold threshold, @Nullable EstimatedRows estimated) {}

  /** What a score must not be above, at this moment of the search. */
  interface Threshold {
    float score();
  }

  /**
   * @param query in the space of the lists
   */
  ListScan(
      Generation generation, float[] query, float certainty, Threshold threshold, ExactRows exact) {
    this(generation, query, exact, new Rule(certainty, threshold, null));
  }

  /**
   * Likewise, but no row is compared: the nearest by their estimates are collected.
   *
   * @param query in the space of the lists
   */
  ListScan(Generation generation, float[] query, EstimatedRows estimated, ExactRows exact) {
    this(generation, query, exact, new Rule(0, estimated::threshold, estimated));
  }

  private ListScan(Generation generation, float[] query, ExactRows exact, Rule rule) {
    this.estimated = rule.estimated;
    Codebook codebook = generation.codebook();
    this.query = codebook == null ? QueryCode.of(generation.rotation(), query) : null;
    this.product = codebook == null ? null : new ProductScan(codebook, query, Postings.MAX_CHUNK);
    this.certainty = rule.certainty;
    this.threshold = rule.threshold;
    this.exact = exact;
  }

  /** Whether the last scan told exactly how many of the rows may be found. */
  boolean hasCounted() {
    return counted;
  }

  long codesScanned() {
    return codesScanned;
  }

  @Override
  public void close() {
    buffers.release();
  }

  /**
   * Looks through a list of a fragment; returns how many of its rows may be found, or about how
   * many.
   *
   * @param centreDistance squared, from the query to the list's centroid
   * @param share of the list's rows that may be found, as far as is known
   */
  int scan(FragmentRows source, Postings postings, int list, float centreDistance, double share) {
    boolean dense = postings.words() > 0 && Math.min(share, source.share()) >= DENSE;
    counted = !dense;
    int matches = 0;
    for (int chunk = 0; chunk < postings.chunks(list); chunk++) {
      int size = postings.size(list, chunk);
      ByteBuffer bytes = postings.chunk(list, chunk);
      IntBuffer ints = bytes.asIntBuffer();
      if (dense) {
        float[] bounds =
            bounds(ints, bytes.asFloatBuffer(), postings.words(), size, centreDistance);
        compare(source, ints, bounds, nearEnough(bounds, size));
        matches += size;
        continue;
      }
      ints.get(0, rows, 0, size);
      int count = source.select(rows, size, places);
      matches += count;
      if (count == 0) {
        continue;
      }
      if (postings.words() == 0 || estimated == null && count < size * IndexSearch.SPARSE) {
        compareAll(source, count);
      } else {
        float[] bounds =
            bounds(ints, bytes.asFloatBuffer(), postings.words(), size, centreDistance);
        compare(source, ints, bounds, nearEnoughOfPlaces(bounds, count));
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

  private float[] bounds(
      IntBuffer ints, FloatBuffer floats, int words, int size, float centreDistance) {
    codesScanned += size;
    CodeTerms terms = buffers.terms;
    int from = (1 + words) * size;
    floats.get(from, terms.base(), 0, size);
    floats.get(from + size, terms.slope(), 0, size);
    floats.get(from + 2 * size, terms.error(), 0, size);
    return query != null
        ? bounds(query, ints, words, size, centreDistance)
        : bounds(Objects.requireNonNull(product), ints, words, size, centreDistance);
  }

  private float[] bounds(
      ProductScan scan, IntBuffer ints, int words, int size, float centreDistance) {
    scan.begin(size);
    for (int word = 0; word < words; word++) {
      ints.get((1 + word) * size, buffers.column, 0, size);
      scan.add(word, buffers.column, size);
    }
    return scan.bounds(buffers.terms, centreDistance, certainty, size);
  }

  private float[] bounds(
      QueryCode code, IntBuffer ints, int words, int size, float centreDistance) {
    CodeScan scan = buffers.scan;
    scan.begin(size);
    int word = 0;
    for (; word + 1 < words; word += 2) {
      ints.get((1 + word) * size, buffers.column, 0, size);
      ints.get((2 + word) * size, buffers.next, 0, size);
      scan.add(code, word, buffers.column, buffers.next, size);
    }
    if (word < words) {
      ints.get((1 + word) * size, buffers.column, 0, size);
      scan.add(code, word, buffers.column, size);
    }
    return scan.bounds(code, buffers.terms, centreDistance, certainty, size);
  }

  /** Puts those of all places that are not ruled out into {@link #order}; returns how many. */
  private int nearEnough(float[] bounds, int size) {
    float limit = threshold.score();
    int left = 0;
    for (int place = 0; place < size; place++) {
      if (!(bounds[place] > limit)) {
        order[left++] = place;
      }
    }
    return left;
  }

  /** Likewise of the first so many {@link #places}. */
  private int nearEnoughOfPlaces(float[] bounds, int count) {
    float limit = threshold.score();
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (!(bounds[places[i]] > limit)) {
        order[left++] = places[i];
      }
    }
    return left;
  }

  /** Compares the first so many of {@link #order}, the most promising first. */
  private void compare(FragmentRows source, IntBuffer chunkRows, float[] bounds, int count) {
    LeastFirst promising = count > ExactRows.BATCH ? promising(bounds, count) : null;
    for (int i = 0; i < count; i++) {
      int place = (int) (promising == null ? order[i] : promising.next());
      if (bounds[place] > threshold.score()) {
        if (promising != null) {
          break;
        }
        continue;
      }
      int row = chunkRows.get(place);
      if (!source.has(row)) {
        continue;
      }
      if (estimated != null) {
        estimated.offer(bounds[place], source, row);
      } else if (exact.add(row)) {
        exact.flush(source);
      }
    }
    exact.flush(source);
  }

  private LeastFirst promising(float[] bounds, int count) {
    for (int i = 0; i < count; i++) {
      order[i] = FloatKeys.of(bounds[(int) order[i]], (int) order[i]);
    }
    return new LeastFirst(order, count);
  }
}
