package dev.quiver.planner.operator;

import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.FloatDistance;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.VectorType;
import java.util.Objects;

/** Float vectors, copied into a scratch block: all of a range, or where few are wanted, those. */
final class FloatDistanceBlock implements DistanceBlock {
  private static final int SCRATCH_FLOATS = 1 << 17;
  private static final int MIN_ROWS = 16;
  private static final int MAX_ROWS = 2_048;

  private final FloatDistance kernel;
  private final int column;
  private final float[] query;
  private final float[] scratch;
  private final double[] computed;
  private final double[] distances;
  private final boolean full;

  FloatDistanceBlock(Metric metric, int column, DataType type, Column query, int fragmentRows) {
    this.kernel = Distances.of(metric);
    this.column = column;
    this.query = Objects.requireNonNull(((VectorColumn) query).value(0), "query vector");
    int dimension = ((VectorType) type).dimension();
    if (this.query.length != dimension) {
      throw new QuiverException(ErrorCode.VECTOR_LENGTH, metric, dimension, this.query.length);
    }
    int most = Math.max(MIN_ROWS, Math.min(MAX_ROWS, SCRATCH_FLOATS / dimension));
    int rows = Math.min(most, Math.max(1, fragmentRows));
    this.full = rows == most;
    this.scratch = new float[rows * dimension];
    this.computed = new double[rows];
    this.distances = new double[rows];
  }

  @Override
  public int rows() {
    return distances.length;
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public void compute(FragmentReader reader, int from, int to, int[] rows, int count) {
    boolean dense = count > (to - from) / 2;
    boolean[] nulls =
        dense
            ? reader.readVectors(column, from, to, scratch)
            : reader.gatherVectors(column, rows, count, scratch);
    kernel.distances(scratch, dense ? to - from : count, query, computed);
    for (int i = 0; i < count; i++) {
      int at = dense ? rows[i] - from : i;
      distances[i] = nulls != null && nulls[at] ? Double.NaN : computed[at];
    }
  }

  @Override
  public double distance(int position) {
    return distances[position];
  }
}
