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
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Float vectors: the wanted ones, and no others, are copied into a scratch array that stays in the
 * cache while their distances are computed, some rows at a time.
 */
final class FloatDistanceBlock implements DistanceBlock {
  /** 32 KB: half of it would double the calls, and beyond it the copies leave the nearest cache. */
  private static final int SCRATCH_FLOATS = 1 << 13;

  private static final int MIN_SCRATCH_ROWS = 16;
  private static final int MAX_ROWS = 2_048;

  private final FloatDistance kernel;
  private final int column;
  private final float[] query;
  private final int scratchRows;
  private final float[] scratch;
  private final double[] computed;
  private final double[] distances;

  FloatDistanceBlock(Metric metric, int column, DataType type, Column query, int fragmentRows) {
    this.kernel = Distances.of(metric);
    this.column = column;
    this.query = Objects.requireNonNull(((VectorColumn) query).value(0), "query vector");
    int dimension = ((VectorType) type).dimension();
    if (this.query.length != dimension) {
      throw new QuiverException(ErrorCode.VECTOR_LENGTH, metric, dimension, this.query.length);
    }
    int rows = Math.min(MAX_ROWS, Math.max(1, fragmentRows));
    this.scratchRows = Math.min(rows, Math.max(MIN_SCRATCH_ROWS, SCRATCH_FLOATS / dimension));
    this.scratch = new float[scratchRows * dimension];
    this.computed = new double[scratchRows];
    this.distances = new double[rows];
  }

  @Override
  public int rows() {
    return distances.length;
  }

  @Override
  public boolean isFull() {
    return distances.length == MAX_ROWS;
  }

  @Override
  public void compute(FragmentReader reader, int from, int to, int[] rows, int count) {
    for (int first = 0; first < count; first += scratchRows) {
      int length = Math.min(scratchRows, count - first);
      boolean[] nulls = load(reader, rows, first, length);
      kernel.distances(scratch, length, query, computed);
      for (int i = 0; i < length; i++) {
        distances[first + i] = nulls != null && nulls[i] ? Double.NaN : computed[i];
      }
    }
  }

  private boolean @Nullable [] load(FragmentReader reader, int[] rows, int first, int length) {
    int from = rows[first];
    int to = rows[first + length - 1] + 1;
    if (to - from == length) {
      return reader.readVectors(column, from, to, scratch);
    }
    int[] picked = first == 0 ? rows : Arrays.copyOfRange(rows, first, first + length);
    return reader.gatherVectors(column, picked, length, scratch);
  }

  @Override
  public double distance(int position) {
    return distances[position];
  }
}
