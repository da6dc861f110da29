package dev.quiver.functions.cluster;

import java.util.Arrays;

/**
 * Centroids as columns, for the squared distances of one vector to all of them at once. Immutable;
 * safe for any number of threads.
 */
public final class CentroidTable {
  private final float[][] columns;
  private final float[] squaredLengths;

  public CentroidTable(Centroids centroids) {
    int dimension = centroids.dimension();
    int count = centroids.count();
    float[] rows = centroids.centres().values();
    this.columns = new float[(dimension + 3) / 4 * 4][count];
    this.squaredLengths = new float[count];
    for (int c = 0; c < count; c++) {
      double sum = 0;
      for (int i = 0; i < dimension; i++) {
        float value = rows[c * dimension + i];
        columns[i][c] = value;
        sum += (double) value * value;
      }
      squaredLengths[c] = (float) sum;
    }
  }

  public int count() {
    return squaredLengths.length;
  }

  /** Squared distances of a vector to all centroids; never negative. */
  public void distances(float[] vector, float[] out) {
    double length = 0;
    for (float value : vector) {
      length += (double) value * value;
    }
    Arrays.fill(out, 0, count(), 0);
    for (int i = 0; i < columns.length; i += 4) {
      ColumnBlock.add4(
          columns[i],
          columns[i + 1],
          columns[i + 2],
          columns[i + 3],
          vector[i],
          i + 1 < vector.length ? vector[i + 1] : 0,
          i + 2 < vector.length ? vector[i + 2] : 0,
          i + 3 < vector.length ? vector[i + 3] : 0,
          out,
          count());
    }
    for (int c = 0; c < count(); c++) {
      out[c] = Math.max(0, squaredLengths[c] - 2 * out[c] + (float) length);
    }
  }
}
