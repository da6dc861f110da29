package dev.quiver.functions.quantiser;

import java.util.Arrays;

/**
 * Estimates squared distances from a query to the vectors of a block of codes of a {@link
 * Codebook}: the products of the query with all words are in a table, and a code's product is a sum
 * of some of them. Codes lie in columns, as for {@link CodeScan}. For one thread.
 */
public final class ProductScan {
  private static final float FLOAT_LOSS = 4e-6f;

  private final Codebook book;
  private final float[][] table;
  private final float squaredLength;
  private final float[] along;
  private final float[] bounds;

  /**
   * @param query in the space of the encoded vectors
   */
  public ProductScan(Codebook book, float[] query, int mostVectors) {
    this.book = book;
    this.table = new float[book.parts()][1 << book.bits()];
    this.along = new float[mostVectors];
    this.bounds = new float[mostVectors];
    double squared = 0;
    for (float value : query) {
      squared += (double) value * value;
    }
    this.squaredLength = (float) squared;
    for (int part = 0; part < table.length; part++) {
      int from = book.start(part);
      int length = book.start(part + 1) - from;
      int at = book.word(part, 0);
      for (int number = 0; number < table[part].length; number++) {
        float sum = 0;
        for (int i = 0; i < length; i++) {
          sum += query[from + i] * book.words()[at++];
        }
        table[part][number] = sum;
      }
    }
  }

  /** Begins a block. */
  public void begin(int vectors) {
    Arrays.fill(along, 0, vectors, 0);
  }

  /** Adds the column of one word of all codes. */
  public void add(int word, int[] column, int vectors) {
    int bits = book.bits();
    int mask = (1 << bits) - 1;
    int first = word * book.partsPerWord();
    int end = Math.min(book.parts(), first + book.partsPerWord());
    for (int part = first; part < end; part++) {
      add(table[part], column, (part - first) * bits, mask, along, vectors);
    }
  }

  private static void add(
      float[] products, int[] column, int shift, int mask, float[] sums, int vectors) {
    for (int j = 0; j < vectors; j++) {
      sums[j] += products[column[j] >>> shift & mask];
    }
  }

  /** As {@link CodeScan#bounds}. */
  public float[] bounds(CodeTerms terms, float centreDistance, float certainty, int vectors) {
    float spread = certainty * (float) Math.sqrt(centreDistance);
    float loss = FLOAT_LOSS * (centreDistance + squaredLength);
    for (int j = 0; j < vectors; j++) {
      float estimate = terms.base()[j] + centreDistance + terms.slope()[j] * along[j];
      bounds[j] = estimate - loss - spread * terms.error()[j];
    }
    return bounds;
  }
}
