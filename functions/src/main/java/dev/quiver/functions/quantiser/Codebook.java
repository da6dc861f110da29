package dev.quiver.functions.quantiser;

import dev.quiver.functions.cluster.KMeans;
import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Points;

/**
 * What a product quantiser cuts vectors into and rounds the parts to: Hervé Jégou, Matthijs Douze
 * and Cordelia Schmid, "Product Quantization for Nearest Neighbor Search", 2011. Part s of a vector
 * of d elements are those from {@code s·d/m} up to {@code (s+1)·d/m}. Immutable.
 *
 * @param dimension d
 * @param parts m
 * @param bits of the number of a word, 4 or 8
 * @param words part by part, {@code 1 << bits} each
 */
public record Codebook(int dimension, int parts, int bits, float[] words) {
  /** Points that words are trained on at most. */
  private static final int MOST_POINTS = 16_384;

  public Codebook {
    boolean right = dimension > 0 && parts > 0 && parts <= dimension && (bits == 4 || bits == 8);
    if (!right || words.length != (long) dimension << bits) {
      throw new IllegalArgumentException(
          parts + " parts of " + dimension + " elements by " + bits + " bits");
    }
  }

  /** Trains words on a sample of what is to be encoded, of at least one point. */
  public static Codebook train(Points sample, int parts, int bits, long seed, Monitor monitor) {
    int dimension = sample.dimension();
    float[] words = new float[Math.toIntExact((long) dimension << bits)];
    int step = Math.max(1, sample.count() / MOST_POINTS);
    int count = (sample.count() + step - 1) / step;
    for (int part = 0; part < parts; part++) {
      int from = start(dimension, parts, part);
      int length = start(dimension, parts, part + 1) - from;
      float[] values = new float[count * length];
      for (int i = 0; i < count; i++) {
        System.arraycopy(sample.values(), i * step * dimension + from, values, i * length, length);
      }
      Points trained =
          KMeans.train(new Points(values, count, length), 1 << bits, seed + part, monitor)
              .centres();
      for (int word = 0; word < 1 << bits; word++) {
        int of = word % trained.count(); // Where there are fewer, some are there twice.
        System.arraycopy(
            trained.values(), of * length, words, (from << bits) + word * length, length);
      }
    }
    return new Codebook(dimension, parts, bits, words);
  }

  private static int start(int dimension, int parts, int part) {
    return (int) ((long) dimension * part / parts);
  }

  /** Where a part begins in a vector. */
  int start(int part) {
    return start(dimension, parts, part);
  }

  /** Where a word begins among {@link #words}. */
  int word(int part, int number) {
    int from = start(part);
    return (from << bits) + number * (start(part + 1) - from);
  }

  /** Integers that the code of a vector takes. */
  public int codeWords() {
    return (parts * bits + Integer.SIZE - 1) / Integer.SIZE;
  }

  /** Parts that an integer of a code holds. */
  int partsPerWord() {
    return Integer.SIZE / bits;
  }
}
