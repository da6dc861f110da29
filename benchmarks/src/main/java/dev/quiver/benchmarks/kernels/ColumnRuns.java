package dev.quiver.benchmarks.kernels;

import dev.quiver.functions.distance.ColumnSums;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.distance.NaiveDistances;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Sums over one block of columns, which stays in cache; the twin reads the same vectors as rows.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ColumnRuns implements CheckedRuns {
  private static final int VECTORS = 256;

  @Param({"L2_SQUARED", "NEGATIVE_INNER_PRODUCT", "L1"})
  public Metric metric = Metric.L2_SQUARED;

  @Param({"100", "128", "384", "768"})
  public int dimension = 100;

  private float[] rows = {};
  private float[][] columns = {};
  private float[] query = {};
  private float[] sums = {};
  private double[] distances = {};
  private ColumnSums kernel = ColumnSums.ofSquaredDifferences();

  /** Fills the block, and checks every sum before any is timed. */
  @Setup
  @Override
  public void fill() {
    rows = KernelRuns.random(VECTORS * dimension, 1);
    query = KernelRuns.random(dimension, 2);
    columns = new float[dimension][VECTORS];
    for (int i = 0; i < rows.length; i++) {
      columns[i % dimension][i / dimension] = rows[i];
    }
    sums = new float[VECTORS];
    distances = new double[VECTORS];
    kernel =
        switch (metric) {
          case L2_SQUARED -> ColumnSums.ofSquaredDifferences();
          case NEGATIVE_INNER_PRODUCT -> ColumnSums.ofProducts();
          case L1 -> ColumnSums.ofAbsoluteDifferences();
          case L2, COSINE, HAMMING, JACCARD -> throw new IllegalArgumentException(metric.name());
        };
    double error = largestError();
    if (!(error <= dimension * 0x1p-23)) {
      throw new IllegalStateException(metric + " at " + dimension + " is off by " + error);
    }
  }

  @Benchmark
  public float[] kernel() {
    Arrays.fill(sums, 0);
    kernel.add(columns, query, 0, sums, VECTORS);
    return sums;
  }

  @Benchmark
  public double[] naiveTwin() {
    for (int row = 0; row < VECTORS; row++) {
      distances[row] = NaiveDistances.distance(metric, rows, row * dimension, query, 0, dimension);
    }
    return distances;
  }

  @Override
  public double bytes() {
    return 4.0 * VECTORS * dimension;
  }

  @Override
  public double largestError() {
    kernel();
    naiveTwin();
    double largest = 0;
    for (int row = 0; row < VECTORS; row++) {
      double expected = Math.abs(distances[row]);
      largest = Math.max(largest, Math.abs(sums[row] - expected) / expected);
    }
    return largest;
  }
}
