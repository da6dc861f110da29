package dev.quiver.storage.index;

import dev.quiver.functions.distance.FloatDistance;

/**
 * Bits in floats, 24 in each: the lowest bits of its representation, which is then never a NaN, so
 * that whatever copies floats copies bits. The distance is Hamming's.
 */
final class BitWords implements FloatDistance {
  private static final int BITS = 24;

  /** Floats for so many bits. */
  static int words(int dimension) {
    return (dimension + BITS - 1) / BITS;
  }

  /** Packs the bits that a slice of floats stands for, 0 and 1. */
  static void pack(float[] floats, int from, int dimension, float[] out, int to) {
    for (int first = 0; first < dimension; first += BITS) {
      int word = 0;
      for (int i = first; i < Math.min(dimension, first + BITS); i++) {
        word |= (floats[from + i] == 0 ? 0 : 1) << (i - first);
      }
      out[to + first / BITS] = Float.intBitsToFloat(word);
    }
  }

  @Override
  public void distances(float[] rows, int rowCount, float[] query, double[] out) {
    for (int row = 0; row < rowCount; row++) {
      out[row] = distance(rows, row * query.length, query, 0, query.length);
    }
  }

  @Override
  public double distance(float[] a, int aOffset, float[] b, int bOffset, int words) {
    int differing = 0;
    for (int i = 0; i < words; i++) {
      differing +=
          Integer.bitCount(
              Float.floatToRawIntBits(a[aOffset + i]) ^ Float.floatToRawIntBits(b[bOffset + i]));
    }
    return differing;
  }
}
