package dev.quiver.functions.quantiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.distance.NaiveDistances;
import dev.quiver.functions.quantiser.MetricSpace.Place;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricSpaceTest {
  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"L2", "COSINE", "NEGATIVE_INNER_PRODUCT"})
  void scoresAreWhatTheDistancesSay(Metric metric) {
    Random random = new Random(1);
    for (float size : new float[] {1e-22f, 1e-3f, 1, 1e5f, 1e17f}) {
      int dimension = 1 + random.nextInt(50);
      float[] x = new float[dimension];
      float[] q = new float[dimension];
      float[] mean = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        x[i] = (float) random.nextGaussian() * size;
        q[i] = (float) random.nextGaussian() * size;
        mean[i] = metric == Metric.COSINE ? 0.1f : (float) random.nextGaussian();
      }
      MetricSpace plain = new MetricSpace(metric, 1, mean);
      float scale = MetricSpace.scaleFor(metric, plain.squaredLength(x, 0), dimension);
      MetricSpace space = new MetricSpace(metric, scale, mean);
      float[] mappedX = new float[dimension];
      float[] mappedQ = new float[dimension];
      assertThat(space.map(x, 0, mappedX, 0)).isEqualTo(Place.INSIDE);
      assertThat(space.map(q, 0, mappedQ, 0)).isEqualTo(Place.INSIDE);
      double squared =
          NaiveDistances.distance(Metric.L2_SQUARED, mappedX, 0, mappedQ, 0, dimension);
      double score = squared + space.scoreOffset(x, 0);
      double expected =
          space.score(
              NaiveDistances.distance(metric, x, 0, q, 0, dimension), space.squaredLength(q, 0));
      assertThat(score).isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected) + squared)));
      assertThat(space.mappedScoreOffset(mappedX, 0))
          .isCloseTo(space.scoreOffset(x, 0), within(1e-4f * (1 + (float) squared)));
    }
  }

  @Test
  void tellsVectorsThatHaveNoPlace() {
    float[] out = new float[2];
    MetricSpace cosine = new MetricSpace(Metric.COSINE, 1, new float[2]);
    assertThat(cosine.map(new float[2], 0, out, 0)).isEqualTo(Place.NOWHERE);
    assertThat(cosine.map(new float[] {1e30f, 0}, 0, out, 0)).isEqualTo(Place.INSIDE);
    MetricSpace l2 = new MetricSpace(Metric.L2, 1, new float[2]);
    assertThat(l2.map(new float[2], 0, out, 0)).isEqualTo(Place.INSIDE);
    assertThat(l2.map(new float[] {1e30f, 0}, 0, out, 0)).isEqualTo(Place.OUTSIDE);
    assertThatThrownBy(() -> new MetricSpace(Metric.L1, 1, new float[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("L1 scaled by 1.0");
  }
}
