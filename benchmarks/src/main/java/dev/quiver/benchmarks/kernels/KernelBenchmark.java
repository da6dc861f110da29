package dev.quiver.benchmarks.kernels;

import dev.quiver.functions.distance.Metric;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Comparator;
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
 * Prints GB/s of every kernel over rows, columns and bits, its ratio to the naive twin, and its
 * error beside it.
 *
 * <p>Every figure comes from a JVM of its own, so that no metric's profile disturbs another's.
 * Takes about five minutes without a flag, and as long again with the Vector API:
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
            .include(ColumnRuns.class.getName() + ".*")
            .include(BitRuns.class.getName() + ".*")
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(200))
            .verbosity(VerboseMode.SILENT);
    if (dimensions.length > 0) {
      options.param("dimension", dimensions);
    }
    print("no flag", run(options.build()), System.out);
    options.jvmArgsAppend("--add-modules", "jdk.incubator.vector");
    print("with the Vector API", run(options.build()), System.out);
  }

  private static Collection<RunResult> run(Options options) throws RunnerException {
    return new Runner(options).run();
  }

  private static void print(String flag, Collection<RunResult> results, PrintStream to) {
    // Shape, metric and dimension, then the benchmark's method, to nanoseconds for the block.
    Map<Row, Map<String, Double>> nanos = new TreeMap<>();
    for (RunResult result : results) {
      String shape = result.getParams().getBenchmark();
      Row row =
          new Row(
              Shape.valueOf(simpleName(shape.substring(0, shape.lastIndexOf('.')))),
              Metric.valueOf(result.getParams().getParam("metric")),
              Integer.parseInt(result.getParams().getParam("dimension")));
      nanos
          .computeIfAbsent(row, key -> new TreeMap<>())
          .put(
              result.getPrimaryResult().getLabel(),
              result.getPrimaryResult().getStatistics().getMin());
    }
    to.printf("JDK %s, %s, best of 5, blocks that stay in cache%n", Runtime.version(), flag);
    to.printf(
        "%-10s %-24s %5s %12s %12s %12s %8s %10s%n",
        "shape", "metric", "d", "kernel GB/s", "pairs GB/s", "naive GB/s", "ratio", "max error");
    nanos.forEach((row, times) -> to.println(line(row, times)));
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** The classes of runs, as the table is ordered. */
  private enum Shape {
    KernelRuns("rows"),
    ColumnRuns("columns"),
    BitRuns("bits");

    private final String title;

    Shape(String title) {
      this.title = title;
    }

    CheckedRuns filled(Metric metric, int dimension) {
      CheckedRuns runs =
          switch (this) {
            case KernelRuns -> {
              KernelRuns rows = new KernelRuns();
              rows.metric = metric;
              rows.dimension = dimension;
              yield rows;
            }
            case ColumnRuns -> {
              ColumnRuns columns = new ColumnRuns();
              columns.metric = metric;
              columns.dimension = dimension;
              yield columns;
            }
            case BitRuns -> {
              BitRuns bits = new BitRuns();
              bits.metric = metric;
              bits.dimension = dimension;
              yield bits;
            }
          };
      runs.fill();
      return runs;
    }
  }

  private record Row(Shape shape, Metric metric, int dimension) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return Comparator.comparing(Row::shape)
          .thenComparing(Row::metric)
          .thenComparing(Row::dimension)
          .compare(this, other);
    }
  }

  private static String line(Row row, Map<String, Double> nanos) {
    CheckedRuns check = row.shape().filled(row.metric(), row.dimension());
    double naive = nanos.getOrDefault("naiveTwin", Double.NaN);
    double kernel = nanos.getOrDefault("kernel", Double.NaN);
    Double pairs = nanos.get("pairs");
    return "%-10s %-24s %5d %12.1f %12s %12.1f %7.1fx %10.1e"
        .formatted(
            row.shape().title,
            row.metric(),
            row.dimension(),
            check.bytes() / kernel,
            pairs == null ? "" : "%.1f".formatted(check.bytes() / pairs),
            check.bytes() / naive,
            naive / kernel,
            check.largestError());
  }
}
