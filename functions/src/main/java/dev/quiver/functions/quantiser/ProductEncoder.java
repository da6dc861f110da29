package dev.quiver.functions.quantiser;

import dev.quiver.functions.distance.ColumnSums;
import java.util.Arrays;

/**
 * Makes codes of vectors relative to a centre by a {@link Codebook}: of each part of the residual r
 * = x − c the number of the nearest word; all words together are y. As in {@link Encoder}, for a
 * query q
 *
 * <pre>
 *  |x − q|² = |q − c|² + |r|² − 2⟨r, q − c⟩,   ⟨r, q − c⟩ ≈ k ⟨y, q − c⟩   with k = |r|² / ⟨y, r⟩
 * </pre>
 *
 * where r − ky has nothing along r, so that what is near is not thought farther or nearer than it
 * is. Terms are those of {@link CodeTerms}: base |r|² + 2k⟨y, c⟩, slope −2k, and error, the
 * estimate's standard error over |q − c|. For one thread.
 */
public final class ProductEncoder {
  private static final ColumnSums SQUARED_DIFFERENCES = ColumnSums.ofSquaredDifferences();

  private final Codebook book;
  private final float[] residual;

  /** Of each part, the words as columns: an array per element. */
  private final float[][][] columns;

  private final float[] distances;

  public ProductEncoder(Codebook book) {
    this.book = book;
    this.residual = new float[book.dimension()];
    this.columns = columns(book);
    this.distances = new float[1 << book.bits()];
  }

  private static float[][][] columns(Codebook book) {
    float[][][] columns = new float[book.parts()][][];
    for (int part = 0; part < columns.length; part++) {
      columns[part] = new float[book.start(part + 1) - book.start(part)][1 << book.bits()];
      int at = book.word(part, 0);
      for (int number = 0; number < 1 << book.bits(); number++) {
        for (float[] column : columns[part]) {
          column[number] = book.words()[at++];
        }
      }
    }
    return columns;
  }

  /**
   * Encodes one vector.
   *
   * @param code receives {@link Codebook#codeWords} integers, part 0 in the lowest bits of the
   *     first
   */
  public Encoder.Terms encode(float[] row, float[] centres, int centreFrom, int[] code) {
    Arrays.fill(code, 0);
    double squared = 0;
    for (int i = 0; i < residual.length; i++) {
      residual[i] = row[i] - centres[centreFrom + i];
      squared += (double) residual[i] * residual[i];
    }
    double along = 0;
    double alongCentre = 0;
    double length = 0;
    for (int part = 0; part < book.parts(); part++) {
      int number = nearest(part);
      code[part / book.partsPerWord()] |= number << part % book.partsPerWord() * book.bits();
      int from = book.start(part);
      int word = book.word(part, number);
      for (int i = from; i < book.start(part + 1); i++) {
        double value = book.words()[word + i - from];
        along += value * residual[i];
        alongCentre += value * centres[centreFrom + i];
        length += value * value;
      }
    }
    if (squared == 0) {
      return new Encoder.Terms(0, 0, 0); // The vector is the centre.
    }
    double k = squared / along;
    double rest = k * k * length - squared;
    Encoder.Terms terms =
        new Encoder.Terms(
            (float) (squared + 2 * k * alongCentre),
            (float) (-2 * k),
            (float) (2 * Math.sqrt(Math.max(0, rest) / Math.max(1, residual.length - 1))));
    // Where the words tell nothing, the estimate is what lies between the extremes.
    return along > 0 && terms.areFinite()
        ? terms
        : new Encoder.Terms((float) squared, 0, (float) (2 * Math.sqrt(squared)));
  }

  private int nearest(int part) {
    Arrays.fill(distances, 0);
    SQUARED_DIFFERENCES.add(columns[part], residual, book.start(part), distances, distances.length);
    int nearest = 0;
    for (int number = 1; number < distances.length; number++) {
      if (distances[number] < distances[nearest]) {
        nearest = number;
      }
    }
    return nearest;
  }
}
