package dev.quiver.functions.quantiser;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Estimates squared distances from a query to the vectors of a block of codes.
 *
 * <p>A block's codes lie in columns: all first words, then all second words, and so on. The caller
 * {@linkplain #begin begins}, adds each column once and {@linkplain #finish finishes}. Scratch
 * memory for the largest block; for one thread.
 */
public final class CodeScan {
  /** The float 1.5 · 2^23 as bits: floats near it are whole numbers, their low bits in order. */
  private static final int ZERO_BITS = 0x4B400000;

  private static final float ZERO = 12_582_912f;

  /** Relative error of the sums in float. */
  private static final float FLOAT_LOSS = 4e-6f;

  private final int mostVectors;
  private BitSums sums;
  private final float[] countsAsFloats;
  private final float[] estimates;
  private final float[] bounds;
  private final IntBuffer ints;
  private final FloatBuffer floats;

  public CodeScan(int mostVectors) {
    this.mostVectors = mostVectors;
    this.sums = new BitSums(mostVectors, BitTrial.fastest());
    this.countsAsFloats = new float[mostVectors];
    this.estimates = new float[mostVectors];
    this.bounds = new float[mostVectors];
    ByteBuffer shared =
        ByteBuffer.allocateDirect(mostVectors * Integer.BYTES).order(ByteOrder.nativeOrder());
    this.ints = shared.asIntBuffer();
    this.floats = shared.asFloatBuffer();
  }

  /** Begins a block. */
  public void begin(int vectors) {
    if (sums.way() != BitTrial.fastest()) {
      sums = new BitSums(mostVectors, BitTrial.fastest());
    }
    sums.begin(ZERO_BITS, vectors);
  }

  /** Adds the column of one word of all codes. */
  public void add(QueryCode query, int word, int[] column, int vectors) {
    sums.add(query, word, column, vectors);
  }

  /** Adds the columns of two words of all codes: {@code word} and the next. */
  public void add(QueryCode query, int word, int[] column, int[] next, int vectors) {
    sums.add(query, word, column, next, vectors);
  }

  /**
   * The estimates of the block, good until the next one.
   *
   * @param centreDistance the squared distance from the query to the centre
   */
  public float[] estimates(QueryCode query, CodeTerms terms, float centreDistance, int vectors) {
    countsToFloats(vectors);
    estimate(
        countsAsFloats,
        terms.base(),
        terms.slope(),
        query.step(),
        query.shift(),
        centreDistance,
        estimates,
        vectors);
    return estimates;
  }

  /**
   * What the true distances of the block are hardly below: the estimates less some standard errors,
   * and less what is lost in float. Good until the next block.
   */
  public float[] bounds(
      QueryCode query, CodeTerms terms, float centreDistance, float certainty, int vectors) {
    estimates(query, terms, centreDistance, vectors);
    float spread = certainty * (float) Math.sqrt(centreDistance);
    float rounding = certainty * query.roundingError();
    float loss = FLOAT_LOSS * (centreDistance + query.squaredLength());
    bound(estimates, terms.error(), terms.slope(), spread, rounding, loss, bounds, vectors);
    return bounds;
  }

  /** No cast from int to float: C2 on 17 does not vectorise it. */
  private void countsToFloats(int vectors) {
    ints.put(0, sums.counts(vectors), 0, vectors);
    floats.get(0, countsAsFloats, 0, vectors);
  }

  private static void estimate(
      float[] counts,
      float[] base,
      float[] slope,
      float step,
      float shift,
      float centreDistance,
      float[] out,
      int vectors) {
    for (int j = 0; j < vectors; j++) {
      float along = (counts[j] - ZERO) * step + shift;
      out[j] = base[j] + centreDistance + slope[j] * along;
    }
  }

  private static void bound(
      float[] estimates,
      float[] error,
      float[] slope,
      float spread,
      float rounding,
      float loss,
      float[] out,
      int vectors) {
    for (int j = 0; j < vectors; j++) {
      float a = error[j] * spread;
      float b = slope[j] * rounding;
      out[j] = estimates[j] - loss - (float) Math.sqrt(a * a + b * b);
    }
  }
}
