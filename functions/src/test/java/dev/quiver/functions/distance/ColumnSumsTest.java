package dev.quiver.functions.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ColumnSumsTest {
  private static final Map<Metric, ColumnSums> KERNELS =
      Map.of(
          Metric.L2_SQUARED, ColumnSums.ofSquaredDifferences(),
          Metric.NEGATIVE_INNER_PRODUCT, ColumnSums.ofProducts(),
          Metric.L1, ColumnSums.ofAbsoluteDifferences());

  /** A denormal, both zeros and ordinary numbers. */
  private static final float[] SPECIAL = {0f, -0f, Float.MIN_VALUE, -3e-42f, 1f, -1f};

  @Property(tries = 300)
  void agreesWithItsTwin(
      @ForAll @IntRange(min = 1, max = 131) int dimension,
      @ForAll @IntRange(max = 300) int count,
      @ForAll @IntRange(max = 5) int from,
      @ForAll Random random) {
    float[][] columns = new float[dimension][count + 1];
    for (float[] column : columns) {
      for (int j = 0; j <= count; j++) {
        column[j] = element(random);
      }
    }
    float[] other = new float[from + dimension];
    for (int i = 0; i < other.length; i++) {
      other[i] = element(random);
    }
    KERNELS.forEach((metric, kernel) -> check(metric, kernel, columns, other, from, count));
  }

  @Test
  void addsToWhatIsThere() {
    float[][] columns = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}};
    float[] sums = {100, -100};
    ColumnSums.ofProducts().add(columns, new float[] {1, 1, 1, 1, 2}, 0, sums, 2);
    assertThat(sums).containsExactly(134, -60);
  }

  @Test
  void denormalsAndZerosKeepTheirValues() {
    float[][] columns = {{-0f, Float.MIN_VALUE}};
    float[] sums = {0f, 0f};
    ColumnSums.ofAbsoluteDifferences().add(columns, new float[] {0f}, 0, sums, 2);
    assertThat(sums).containsExactly(0f, Float.MIN_VALUE);
  }

  @Test
  void theCheckCatchesAWrongSignAndALostTerm() {
    float[][] columns = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}};
    float[] other = {1, 2, 3, 4, 5};
    assertThatThrownBy(
            () -> check(Metric.L1, ColumnSums.ofSquaredDifferences(), columns, other, 0, 2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("L1, dimension 5, vector 0 of 2");
    ColumnSums lossy =
        new ColumnSums() {
          @Override
          void add4(
              float[] x0,
              float[] x1,
              float[] x2,
              float[] x3,
              float q0,
              float q1,
              float q2,
              float q3,
              float[] sums,
              int count) {
            ColumnSums.ofProducts().add4(x0, x1, x2, x3, q0, q1, q2, q3, sums, count);
          }

          @Override
          void add1(float[] x, float q, float[] sums, int count) {}
        };
    assertThatThrownBy(() -> check(Metric.NEGATIVE_INNER_PRODUCT, lossy, columns, other, 0, 2))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void twoVectorsAtOnceSumToTheSameBits() {
    Random random = new Random(9);
    for (int dimension : new int[] {1, 3, 4, 7, 100, 101}) {
      float[][] columns = new float[dimension][300];
      for (float[] column : columns) {
        fill(column, random);
      }
      float[] others = new float[5 + 2 * dimension];
      fill(others, random);
      float[] sums = new float[300];
      fill(sums, random);
      float[] nextSums = sums.clone();
      float[] expected = sums.clone();
      float[] nextExpected = sums.clone();
      ProductPairs.add(columns, others, 5, sums, nextSums, 299);
      ColumnSums.ofProducts().add(columns, others, 5, expected, 299);
      ColumnSums.ofProducts().add(columns, others, 5 + dimension, nextExpected, 299);
      assertThat(sums).containsExactly(expected);
      assertThat(nextSums).containsExactly(nextExpected);
    }
  }

  private static void fill(float[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }

  private static void check(
      Metric metric, ColumnSums kernel, float[][] columns, float[] other, int from, int count) {
    float[] sums = new float[count + 1];
    sums[count] = 42;
    kernel.add(columns, other, from, sums, count);
    assertThat(sums[count]).as("element behind the last sum").isEqualTo(42);
    for (int j = 0; j < count; j++) {
      double expected = NaiveDistances.columnSum(metric, columns, j, other, from);
      double scale = expected;
      if (metric == Metric.NEGATIVE_INNER_PRODUCT) {
        scale = 0;
        for (int i = 0; i < columns.length; i++) {
          scale += Math.abs((double) columns[i][j] * other[from + i]);
        }
      }
      // A rounding per term and sum; below the normal floats each rounding is absolute.
      double allowed = (columns.length + 3) * (scale * 0x1p-23 + Float.MIN_VALUE);
      assertThat(Math.abs(sums[j] - expected))
          .as(
              "%s, dimension %d, vector %d of %d: %s for %s",
              metric, columns.length, j, count, sums[j], expected)
          .isLessThanOrEqualTo(allowed);
    }
  }

  private static float element(Random random) {
    return random.nextInt(4) == 0
        ? SPECIAL[random.nextInt(SPECIAL.length)]
        : (float) random.nextGaussian();
  }
}
