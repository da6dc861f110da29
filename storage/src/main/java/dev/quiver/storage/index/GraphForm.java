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
 */
record GraphForm(int dimension, int width, FloatDistance distance) {
  static GraphForm of(Metric metric, int dimension) {
    return switch (metric) {
      case HAMMING -> new GraphForm(dimension, BitWords.words(dimension), new BitWords());
      case L2, L2_SQUARED, COSINE, NEGATIVE_INNER_PRODUCT, L1, JACCARD ->
          new GraphForm(dimension, dimension, Distances.of(Metric.L2_SQUARED));
    };
  }

  boolean isPacked() {
    return distance instanceof BitWords;
  }

  /** So many vectors of the space, one behind the other, in this form; maybe the same array. */
  float[] of(float[] mapped, int count) {
    if (!isPacked()) {
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
