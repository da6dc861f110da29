package dev.quiver.functions.vector;

/**
 * Packed bits as floats, 0 and 1: what clusters floats clusters bits then, since the squared L2
 * distance of two such vectors is the number of bits that differ. Bits are packed as {@link
 * BitText} says.
 */
public final class BitFloats {
  private BitFloats() {}

  /**
   * Writes the bits of some packed vectors as floats, one vector behind the other.
   *
   * @param packed from index 0 on, each from a byte of its own on
   */
  public static void unpack(byte[] packed, int count, int dimension, float[] out) {
    int stride = (dimension + 7) / 8;
    for (int row = 0; row < count; row++) {
      int from = row * stride;
      int to = row * dimension;
      for (int i = 0; i < dimension; i++) {
        out[to + i] = packed[from + (i >>> 3)] >> (i & 7) & 1;
      }
    }
  }

  /** Packs the bits that a slice of floats stands for: 0 and whatever else. */
  public static void pack(float[] floats, int from, int dimension, byte[] out, int to) {
    for (int first = 0; first < dimension; first += 8) {
      int bits = 0;
      for (int i = first; i < Math.min(dimension, first + 8); i++) {
        bits |= (floats[from + i] == 0 ? 0 : 1) << (i - first);
      }
      out[to + (first >>> 3)] = (byte) bits;
    }
  }

  /** A vector's packed bits. */
  public static byte[] pack(float[] vector) {
    byte[] packed = new byte[(vector.length + 7) / 8];
    pack(vector, 0, vector.length, packed, 0);
    return packed;
  }

  /** A packed vector's floats. */
  public static float[] unpack(byte[] packed, int dimension) {
    float[] vector = new float[dimension];
    unpack(packed, 1, dimension, vector);
    return vector;
  }
}
