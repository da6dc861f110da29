package dev.quiver.benchmarks.report;

import java.util.Arrays;

/** Times an action many times over and answers with percentiles, in nanoseconds. */
public final class Stopwatch {
  /** What is timed; its result keeps the work from being optimised away. */
  @FunctionalInterface
  public interface Action {
    long run() throws Exception;
  }

  private static volatile long sink;

  private final double[] nanos;

  private Stopwatch(double[] nanos) {
    this.nanos = nanos;
  }

  /** Runs {@code warmUp} times untimed and {@code runs} times timed. */
  public static Stopwatch time(int warmUp, int runs, Action action) throws Exception {
    long result = 0;
    for (int i = 0; i < warmUp; i++) {
      result += action.run();
    }
    double[] nanos = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      result += action.run();
      nanos[i] = System.nanoTime() - start;
    }
    sink = result;
    Arrays.sort(nanos);
    return new Stopwatch(nanos);
  }

  public double medianMicros() {
    return percentile(50) / 1e3;
  }

  public double medianMillis() {
    return percentile(50) / 1e6;
  }

  public double worstMillis() {
    return nanos[nanos.length - 1] / 1e6;
  }

  private double percentile(int p) {
    return nanos[Math.min(nanos.length - 1, nanos.length * p / 100)];
  }
}
