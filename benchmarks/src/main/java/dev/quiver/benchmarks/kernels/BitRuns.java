package dev.quiver.benchmarks.kernels;

import dev.quiver.functions.distance.BitDistance;
import dev.quiver.functions.distance.Distances;
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

/** One metric over bits at one dimension, over a block of 512 KB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BitRuns implements CheckedRuns {
  private static final int BYTES = 1 << 19;

  @Param({"HAMMING", "JACCARD"})
  public Metric metric = Metric.HAMMING;

  /** Bits of a vector. */
  @Param({"100", "128", "384", "768"})
  public int dimension = 100;

  private int rowCount;
  private byte[] rows = {};
  private byte[] query = {};
  private double[] out = {};
  private BitDistance kernel = Distances.ofBits(Metric.HAMMING);

  /** Fills the block, and checks every distance before any is timed. */
  @Setup
  @Override
  public void fill() {
    int stride = (dimension + 7) / 8;
    rowCount = BYTES / stride;
    rows = random(rowCount * stride, stride, 1);
    query = random(stride, stride, 2);
    out = new double[rowCount];
    kernel = Distances.ofBits(metric);
    double error = largestError();
    if (error != 0) {
      throw new IllegalStateException(metric + " at " + dimension + " is off by " + error);
    }
  }

  @Benchmark
  public double[] kernel() {
    kernel.distances(rows, rowCount, query, out);
    return out;
  }

  @Benchmark
  public double[] naiveTwin() {
    for (int row = 0; row < rowCount; row++) {
      out[row] = twin(row);
    }
    return out;
  }

  private double twin(int row) {
    return NaiveDistances.distance(metric, rows, row * query.length, query, 0, query.length);
  }

  @Override
  public double bytes() {
    return (double) rowCount * query.length;
  }

  @Override
  public double largestError() {
    kernel();
    double largest = 0;
    for (int row = 0; row < rowCount; row++) {
      largest = Math.max(largest, Math.abs(out[row] - twin(row)));
    }
    return largest;
  }

  private byte[] random(int length, int stride, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    int unused = 8 * stride - dimension;
    for (int last = stride - 1; last < length; last += stride) {
      bytes[last] = (byte) (bytes[last] & 0xFF >> unused);
    }
    return bytes;
  }
}
