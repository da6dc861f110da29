package dev.quiver.benchmarks.kernels;

import dev.quiver.functions.distance.Metric;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints GB/s of every float kernel, its ratio to the naive twin, and its error beside it.
 *
 * <p>Every figure comes from a JVM of its own, so that no metric's profile disturbs another's.
 * Takes about three minutes:
 *
 * <pre>
 * mvn -q -pl benchmarks -am test-compile dependency:build-classpath -Dmdep.outputFile=target/cp.txt
 * java -cp benchmarks/target/classes:$(cat benchmarks/target/cp.txt) dev.quiver.benchmarks.kernels.KernelBenchmark
 * </pre>
 *
 * <p>Arguments, if any, are the dimensions to measure.
 */
public final class KernelBenchmark {
  private KernelBenchmark() {}

  public static void main(String[] dimensions) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(KernelRuns.class.getName() + ".*")
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(200))
            .verbosity(VerboseMode.SILENT);
    if (dimensions.length > 0) {
      options.param("dimension", dimensions);
    }
    print(run(options.build()), System.out);
  }

  private static Collection<RunResult> run(Options options) throws RunnerException {
    return new Runner(options).run();
  }

  private static void print(Collection<RunResult> results, PrintStream to) {
    // Metric and dimension, then the benchmark's method, to nanoseconds for the block.
    Map<String, Map<String, Double>> nanos = new TreeMap<>();
    for (RunResult result : results) {
      String label = result.getPrimaryResult().getLabel();
      String row =
          "%-24s %5d"
              .formatted(
                  result.getParams().getParam("metric"),
                  Integer.parseInt(result.getParams().getParam("dimension")));
      nanos
          .computeIfAbsent(row, key -> new TreeMap<>())
          .put(label, result.getPrimaryResult().getStatistics().getMin());
    }
    to.printf("JDK %s, best of 5, block of 512 KB%n", Runtime.version());
    to.printf(
        "%-24s %5s %12s %12s %12s %8s %10s%n",
        "metric", "d", "kernel GB/s", "pairs GB/s", "naive GB/s", "ratio", "max error");
    nanos.forEach((row, times) -> to.println(line(row, times)));
  }

  private static String line(String row, Map<String, Double> nanos) {
    KernelRuns check = new KernelRuns();
    check.metric = Metric.valueOf(row.substring(0, row.indexOf(' ')));
    check.dimension = Integer.parseInt(row.substring(row.lastIndexOf(' ') + 1));
    check.fill();
    double naive = nanos.getOrDefault("naiveTwin", Double.NaN);
    double kernel = nanos.getOrDefault("kernel", Double.NaN);
    double pairs = nanos.getOrDefault("pairs", Double.NaN);
    double bytes = 4.0 * (KernelRuns.ELEMENTS / check.dimension) * check.dimension;
    return "%s %12.1f %12.1f %12.1f %7.1fx %10.1e"
        .formatted(
            row,
            bytes / kernel,
            bytes / pairs,
            bytes / naive,
            naive / kernel,
            check.largestError());
  }
}
