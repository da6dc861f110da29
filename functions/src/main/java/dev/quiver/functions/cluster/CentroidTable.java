package dev.quiver.functions.cluster;

import dev.quiver.functions.distance.ColumnSums;
import java.util.Arrays;

/**
 * Centroids as columns, for the squared distances of one vector to all of them at once. Immutable;
 * safe for any number of threads.
 */
public final class CentroidTable {
  private final float[][] columns;
  private final int count;

  public CentroidTable(Centroids centroids) {
    int dimension = centroids.dimension();
    this.count = centroids.count();
    this.columns = new float[dimension][count];
    float[] rows = centroids.centres().values();
    for (int c = 0; c < count; c++) {
      for (int i = 0; i < dimension; i++) {
        columns[i][c] = rows[c * dimension + i];
      }
    }
  }

  public int count() {
    return count;
  }

  /** Squared distances of a vector to all centroids; never negative. */
  public void distances(float[] vector, float[] out) {
    Arrays.fill(out, 0, count, 0);
    ColumnSums.ofSquaredDifferences().add(columns, vector, 0, out, count);
  }
}
