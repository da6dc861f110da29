package dev.quiver.storage.index;

import dev.quiver.functions.distance.BitDistance;
import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.FloatDistance;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.vector.BitFloats;
import dev.quiver.storage.FragmentReader;
import org.jspecify.annotations.Nullable;

/**
 * The distances of picked rows to one vector, by the kernel that a search without an index uses:
 * floats as they are, bits packed. For one thread.
 */
interface RowDistances {
  /**
   * Writes the distance of each row; of rows that are NULL it is undefined.
   *
   * @return the NULL markers, or null if no row is NULL
   */
  boolean @Nullable [] compute(
      FragmentReader reader, int column, int[] rows, int count, double[] out);

  /** The kernel of the same distances between vectors as they are read as floats. */
  static FloatDistance unpacked(Metric metric) {
    return Distances.of(metric.overBits() ? Metric.L2_SQUARED : metric);
  }

  /**
   * @param query of bits, as 0 and 1
   * @param batch rows that are usually asked for at a time
   */
  static RowDistances of(Metric metric, float[] query, int batch) {
    return metric.overBits()
        ? new OfBits(Distances.ofBits(metric), BitFloats.pack(query), batch)
        : new OfFloats(Distances.of(metric), query, batch);
  }

  /** Rows of floats. */
  final class OfFloats implements RowDistances {
    private final FloatDistance kernel;
    private final float[] query;
    private float[] vectors;

    private OfFloats(FloatDistance kernel, float[] query, int batch) {
      this.kernel = kernel;
      this.query = query;
      this.vectors = new float[batch * query.length];
    }

    @Override
    public boolean @Nullable [] compute(
        FragmentReader reader, int column, int[] rows, int count, double[] out) {
      if (vectors.length < count * query.length) {
        vectors = new float[count * query.length];
      }
      boolean[] nulls = reader.gatherVectors(column, rows, count, vectors);
      kernel.distances(vectors, count, query, out);
      return nulls;
    }
  }

  /** Rows of packed bits. */
  final class OfBits implements RowDistances {
    private final BitDistance kernel;
    private final byte[] query;
    private byte[] vectors;

    private OfBits(BitDistance kernel, byte[] query, int batch) {
      this.kernel = kernel;
      this.query = query;
      this.vectors = new byte[batch * query.length];
    }

    @Override
    public boolean @Nullable [] compute(
        FragmentReader reader, int column, int[] rows, int count, double[] out) {
      if (vectors.length < count * query.length) {
        vectors = new byte[count * query.length];
      }
      boolean[] nulls = reader.gatherBits(column, rows, count, vectors);
      kernel.distances(vectors, count, query, out);
      return nulls;
    }
  }
}
