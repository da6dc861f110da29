package dev.quiver.storage.index;

import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.FloatDistance;
import dev.quiver.functions.distance.Metric;

/**
 * What vectors are turned into for the making of a graph: floats stay as they are in the index's
 * space, bits are packed.
 *
 * @param dimension of vectors in the space
 * @param width floats of one in this form
 * @param isPacked whether they are bits
 */
record GraphForm(int dimension, int width, boolean isPacked, FloatDistance distance) {
  static GraphForm of(Metric metric, int dimension) {
    return metric.overBits()
        ? new GraphForm(dimension, BitWords.words(dimension), true, new BitWords())
        : new GraphForm(dimension, dimension, false, Distances.of(Metric.L2_SQUARED));
  }

  /** So many vectors of the space, one behind the other, in this form; maybe the same array. */
  float[] of(float[] mapped, int count) {
    if (!isPacked) {
      return mapped;
    }
    float[] packed = new float[count * width];
    pack(mapped, count, packed);
    return packed;
  }

  /** Likewise into an array; packed ones only. */
  void pack(float[] mapped, int count, float[] out) {
    for (int i = 0; i < count; i++) {
      BitWords.pack(mapped, i * dimension, dimension, out, i * width);
    }
  }
}
