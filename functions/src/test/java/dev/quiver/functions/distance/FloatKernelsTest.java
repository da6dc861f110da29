package dev.quiver.functions.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloatKernelsTest {
  private static final int[] DIMENSIONS =
      IntStream.concat(
              IntStream.rangeClosed(1, 70),
              IntStream.of(
                  96, 100, 127, 128, 129, 191, 192, 255, 257, 384, 768, 1023, 1536, 2049, 4096))
          .toArray();

  private static List<Metric> floatMetrics() {
    return Arrays.stream(Metric.values()).filter(Metric::overFloats).toList();
  }

  @Provide
  Arbitrary<Metric> metrics() {
    return Arbitraries.of(floatMetrics());
  }

  @Provide
  Arbitrary<Integer> dimensions() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, 300),
        Arbitraries.of(384, 511, 768, 1000, 1023, 1536, 2049));
  }

  /** From denormals over usual values to magnitudes whose squares overflow a float. */
  @Provide
  Arbitrary<Float> scales() {
    return Arbitraries.of(Float.MIN_VALUE, 1e-40f, 1e-30f, 1e-20f, 1e-12f, 1f, 1e10f, 1e19f, 1e38f);
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "L2_SQUARED", "COSINE", "NEGATIVE_INNER_PRODUCT", "L1"})
  void everyListedDimension(Metric metric) {
    Random random = new Random(7);
    for (int dimension : DIMENSIONS) {
      for (int rowCount : new int[] {0, 1, 7, 8, 37}) {
        float[] rows = gaussian(random, rowCount * dimension, 1);
        float[] query = gaussian(random, dimension, 1);
        KernelCheck.agreesWithNaive(metric, Distances.of(metric), rows, rowCount, query);
      }
    }
  }

  @Property(tries = 600)
  void anyMagnitude(
      @ForAll("metrics") Metric metric,
      @ForAll("dimensions") int dimension,
      @ForAll("scales") float rowScale,
      @ForAll("scales") float queryScale,
      @ForAll @IntRange(max = 40) int rowCount,
      @ForAll Random random) {
    float[] rows = gaussian(random, rowCount * dimension, rowScale);
    float[] query = gaussian(random, dimension, queryScale);
    KernelCheck.agreesWithNaive(metric, Distances.of(metric), rows, rowCount, query);
  }

  @Property(tries = 300)
  void mixedMagnitudesZerosAndSigns(
      @ForAll("metrics") Metric metric,
      @ForAll("dimensions") int dimension,
      @ForAll @IntRange(min = 8, max = 20) int rowCount,
      @ForAll Random random) {
    float[] special = {
      0f,
      -0f,
      1,
      -1,
      1e-30f,
      1e30f,
      -1e30f,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      0.1f,
      3e18f
    };
    float[] rows = new float[rowCount * dimension];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = special[random.nextInt(special.length)];
    }
    float[] query = Arrays.copyOf(rows, dimension);
    query[random.nextInt(dimension)] = special[random.nextInt(special.length)];
    KernelCheck.agreesWithNaive(metric, Distances.of(metric), rows, rowCount, query);
  }

  @Property(tries = 200)
  void equalVectorsAreAtDistanceZero(
      @ForAll("dimensions") int dimension, @ForAll("scales") float scale, @ForAll Random random) {
    float[] query = gaussian(random, dimension, scale);
    query[0] = scale;
    float[] rows = repeat(query, 9);
    double[] out = new double[9];
    for (Metric metric : List.of(Metric.L2, Metric.L2_SQUARED, Metric.L1)) {
      Distances.of(metric).distances(rows, 9, query, out);
      assertThat(out).as(metric + " at scale " + scale).containsOnly(0.0);
    }
    Distances.of(Metric.COSINE).distances(rows, 9, query, out);
    for (double distance : out) {
      assertThat(distance).isBetween(0.0, 1e-15);
    }
  }

  @Test
  void cosineWithAZeroVectorIsNotANumber() {
    for (int dimension : new int[] {1, 3, 64, 100}) {
      float[] zero = new float[dimension];
      float[] ones = new float[dimension];
      Arrays.fill(ones, 1);
      FloatDistance cosine = Distances.of(Metric.COSINE);
      assertThat(cosine.distance(zero, 0, ones, 0, dimension)).isNaN();
      assertThat(cosine.distance(ones, 0, zero, 0, dimension)).isNaN();
      double[] out = new double[16];
      cosine.distances(repeat(ones, 16), 16, zero, out);
      assertThat(out).containsOnly(Double.NaN);
    }
  }

  @Test
  void handComputedValues() {
    float[] a = {1, 2, 2};
    float[] b = {4, -2, 2};
    assertThat(Distances.of(Metric.L2).distance(a, 0, b, 0, 3)).isEqualTo(5);
    assertThat(Distances.of(Metric.L2_SQUARED).distance(a, 0, b, 0, 3)).isEqualTo(25);
    assertThat(Distances.of(Metric.L1).distance(a, 0, b, 0, 3)).isEqualTo(7);
    assertThat(Distances.of(Metric.NEGATIVE_INNER_PRODUCT).distance(a, 0, b, 0, 3)).isEqualTo(-4);
    assertThat(Distances.of(Metric.COSINE).distance(a, 0, new float[] {-2, -4, -4}, 0, 3))
        .isEqualTo(2);
    float[] orthogonal = {2, 0, -1};
    assertThat(Distances.of(Metric.NEGATIVE_INNER_PRODUCT).distance(a, 0, orthogonal, 0, 3))
        .isEqualTo(0.0);
  }

  @Test
  void offsetsAreHonoured() {
    float[] a = {9, 9, 1, 2, 9};
    float[] b = {9, 1, 4, 9};
    assertThat(Distances.of(Metric.L2_SQUARED).distance(a, 2, b, 1, 2)).isEqualTo(4);
  }

  @Test
  void arraysThatAreTooShortAreRefused() {
    FloatDistance l2 = Distances.of(Metric.L2);
    assertThatThrownBy(() -> l2.distances(new float[5], 2, new float[3], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 rows of width 3 from an array of 5 into 2");
    assertThatThrownBy(() -> l2.distances(new float[6], 2, new float[3], new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Distances.of(Metric.HAMMING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("HAMMING is over bits");
    assertThatThrownBy(() -> Distances.ofBits(Metric.L2)).hasMessage("L2 is over floats");
  }

  private static float[] repeat(float[] vector, int times) {
    float[] rows = new float[times * vector.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = vector[i % vector.length];
    }
    return rows;
  }

  static float[] gaussian(Random random, int length, float scale) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      double value = random.nextGaussian() * scale;
      values[i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
    return values;
  }
}
