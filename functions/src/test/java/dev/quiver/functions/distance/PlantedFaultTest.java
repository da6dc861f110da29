package dev.quiver.functions.distance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that the check of the kernels catches what it is there for. */
class PlantedFaultTest {
  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("a wrong sign", Metric.NEGATIVE_INNER_PRODUCT, negated()),
        Arguments.of("a lost last element", Metric.L2, shortBy(1)),
        Arguments.of("a block that reads the next row", Metric.L1, shifted()),
        Arguments.of("a term too many in a block", Metric.L2_SQUARED, summedTerms(new Sums())),
        Arguments.of("a block that differs from a slice", Metric.L2_SQUARED, uneven()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isCaught(String fault, Metric metric, FloatDistance broken) {
    Random random = new Random(11);
    float[] rows = FloatKernelsTest.gaussian(random, 20 * 100, 1);
    float[] query = FloatKernelsTest.gaussian(random, 100, 1);
    KernelCheck.agreesWithNaive(metric, Distances.of(metric), rows, 20, query);
    assertThatThrownBy(() -> KernelCheck.agreesWithNaive(metric, broken, rows, 20, query))
        .as(fault)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(metric + ", dimension 100, row");
  }

  private static FloatDistance negated() {
    FloatDistance sound = Distances.of(Metric.NEGATIVE_INNER_PRODUCT);
    return new Slicewise() {
      @Override
      public double distance(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
        return -sound.distance(a, aOffset, b, bOffset, dimension);
      }
    };
  }

  private static FloatDistance shortBy(int elements) {
    FloatDistance sound = Distances.of(Metric.L2);
    return new Slicewise() {
      @Override
      public double distance(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
        return sound.distance(a, aOffset, b, bOffset, dimension - elements);
      }
    };
  }

  private static FloatDistance shifted() {
    FloatDistance sound = Distances.of(Metric.L1);
    return new Slicewise() {
      @Override
      public double distance(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
        int last = a.length - dimension;
        return sound.distance(a, Math.min(last, aOffset + 1), b, bOffset, dimension);
      }
    };
  }

  private static FloatDistance summedTerms(LaneTerms terms) {
    return new SummedDistance(Metric.L2_SQUARED, terms);
  }

  private static FloatDistance uneven() {
    FloatDistance sound = Distances.of(Metric.L2_SQUARED);
    return new Slicewise() {
      @Override
      public double distance(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
        return sound.distance(a, aOffset, b, bOffset, dimension);
      }

      @Override
      public void distances(float[] rows, int rowCount, float[] query, double[] out) {
        super.distances(rows, rowCount, query, out);
        out[3] = Math.nextUp(out[3]);
      }
    };
  }

  private abstract static class Slicewise implements FloatDistance {
    @Override
    public void distances(float[] rows, int rowCount, float[] query, double[] out) {
      for (int row = 0; row < rowCount; row++) {
        out[row] = distance(rows, row * query.length, query, 0, query.length);
      }
    }
  }

  /** A second row of four that is wrong, and squared sums where squared differences belong. */
  private static final class Sums implements LaneTerms {
    @Override
    public void addPair(float[] x0, float[] x1, float[] q0, float[] q1, float[] lanes, int count) {
      for (int j = 0; j < count; j++) {
        float d0 = x0[j] + q0[j];
        float d1 = x1[j] - q1[j];
        lanes[j] = lanes[j] + d0 * d0 + d1 * d1;
      }
    }

    @Override
    public void addPiece(float[] a, int aFrom, float[] b, int bFrom, float[] lanes, int count) {
      new SquaredDifferences().addPiece(a, aFrom, b, bFrom, lanes, count);
    }

    @Override
    public void sums(float[] rows, int first, float[] query, float[] sums, int at) {
      new SquaredDifferences().sums(rows, first, query, sums, at);
      sums[at + 1] += 1;
    }

    @Override
    public float sum(float[] a, int aFrom, float[] b, int bFrom, int dimension) {
      return new SquaredDifferences().sum(a, aFrom, b, bFrom, dimension);
    }
  }
}
