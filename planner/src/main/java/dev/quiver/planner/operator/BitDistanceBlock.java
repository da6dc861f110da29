package dev.quiver.planner.operator;

import dev.quiver.functions.distance.BitDistance;
import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.BitVectorColumn;

/** Bit vectors, as columns of batches. */
final class BitDistanceBlock implements DistanceBlock {
  private static final int ROWS = 2_048;

  private final BitDistance kernel;
  private final int column;
  private final int dimension;
  private final byte[] query;
  private final double[] distances = new double[ROWS];

  BitDistanceBlock(Metric metric, int column, BitVectorColumn query) {
    this.kernel = Distances.ofBits(metric);
    this.column = column;
    this.dimension = query.type().dimension();
    this.query = java.util.Arrays.copyOf(query.values(), query.stride());
  }

  @Override
  public int rows() {
    return ROWS;
  }

  @Override
  public void compute(FragmentReader reader, int from, int to, int[] rows, int count) {
    int[] relative = new int[count];
    for (int i = 0; i < count; i++) {
      relative[i] = rows[i] - from;
    }
    BitVectorColumn vectors =
        (BitVectorColumn) reader.read(from, to).select(relative, count).column(column);
    // Told by the dimension: vectors of different ones may take as many bytes.
    if (vectors.type().dimension() != dimension) {
      throw new QuiverException(
          ErrorCode.VECTOR_LENGTH, "query", vectors.type().dimension(), dimension);
    }
    kernel.distances(vectors.values(), count, query, distances);
    for (int i = 0; i < count; i++) {
      distances[i] = vectors.isNull(i) ? Double.NaN : distances[i];
    }
  }

  @Override
  public double distance(int position) {
    return distances[position];
  }
}
