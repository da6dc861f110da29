package dev.quiver.benchmarks.kernels;

import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.FloatDistance;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.distance.NaiveDistances;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One metric at one dimension over a block of 512 KB, which lies in the second level of cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelRuns implements CheckedRuns {
  static final int ELEMENTS = 1 << 17;

  @Param({"L2", "L2_SQUARED", "COSINE", "NEGATIVE_INNER_PRODUCT", "L1"})
  public Metric metric = Metric.L2;

  @Param({"100", "128", "384", "768"})
  public int dimension = 100;

  private int rowCount;
  private float[] rows = {};
  private float[] query = {};
  private double[] out = {};
  private FloatDistance kernel = Distances.of(Metric.L2);

  /** Fills the block, and checks every distance before any is timed. */
  @Setup
  @Override
  public void fill() {
    rowCount = ELEMENTS / dimension;
    rows = random(rowCount * dimension, 1);
    query = random(dimension, 2);
    out = new double[rowCount];
    kernel = Distances.of(metric);
    double error = largestError();
    if (!(error <= FloatDistance.errorBound(dimension))) {
      throw new IllegalStateException(metric + " at " + dimension + " is off by " + error);
    }
  }

  @Benchmark
  public double[] kernel() {
    kernel.distances(rows, rowCount, query, out);
    return out;
  }

  @Benchmark
  public double[] pairs() {
    for (int row = 0; row < rowCount; row++) {
      out[row] = kernel.distance(rows, row * dimension, query, 0, dimension);
    }
    return out;
  }

  @Benchmark
  public double[] naiveTwin() {
    for (int row = 0; row < rowCount; row++) {
      out[row] = NaiveDistances.distance(metric, rows, row * dimension, query, 0, dimension);
    }
    return out;
  }

  @Override
  public double bytes() {
    return 4.0 * rowCount * dimension;
  }

  /** The largest error against the twin: relative, but for cosine, where it is absolute. */
  @Override
  public double largestError() {
    kernel();
    double largest = 0;
    for (int row = 0; row < rowCount; row++) {
      double expected = NaiveDistances.distance(metric, rows, row * dimension, query, 0, dimension);
      double scale = metric == Metric.COSINE ? 1 : Math.abs(expected);
      largest = Math.max(largest, Math.abs(out[row] - expected) / scale);
    }
    return largest;
  }

  /** Positive, so that products do not cancel and a relative error means something. */
  static float[] random(int length, int seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
