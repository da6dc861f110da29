package dev.quiver.functions.distance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is ruled out is too far, by the kernel that decides; and most of what is too far is. */
class FarFilterTest {
  private static final float[] SCALES = {1, 1, 1, 1e-3f, 1e4f, 1e18f, 1e19f, 1e30f, 1e-22f, 1e-40f};

  @ParameterizedTest
  @EnumSource(names = {"L2", "L2_SQUARED", "COSINE", "NEGATIVE_INNER_PRODUCT", "L1"})
  void rulesOutNothingThatIsNearEnough(Metric metric) {
    FloatDistance kernel = Distances.of(metric);
    long far = 0;
    long ruledOut = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int dimension = 1 + random.nextInt(seed % 20 == 0 ? 900 : 40);
      FarFilter filter = new FarFilter(metric, dimension);
      int count = 1 + random.nextInt(filter.rows());
      float scale = SCALES[seed % SCALES.length];
      float[] rows = vectors(random, count, dimension, scale, seed % 3 == 0);
      float[] queries = vectors(random, 4, dimension, scale, seed % 3 == 0);
      filter.load(rows, count);
      for (int q = 0; q < 4; q++) {
        float[] query = Arrays.copyOfRange(queries, q * dimension, (q + 1) * dimension);
        double[] distances = new double[count];
        kernel.distances(rows, count, query, distances);
        float[] scores = filter.scores(queries, q * dimension, count);
        for (int t = 0; t < 5; t++) {
          double threshold = t == 0 ? Double.POSITIVE_INFINITY : distances[random.nextInt(count)];
          float cut = filter.cut(threshold);
          for (int j = 0; j < count; j++) {
            boolean out = scores[j] > cut;
            assertThat(out && !(distances[j] > threshold))
                .as("%s, seed %d: %s at %s", metric, seed, distances[j], threshold)
                .isFalse();
            boolean usual = scale == 1 && distances[j] > threshold;
            far += usual ? 1 : 0;
            ruledOut += usual && out ? 1 : 0;
          }
        }
      }
    }
    assertThat((double) ruledOut / far).isGreaterThan(0.99);
  }

  private static float[] vectors(
      Random random, int count, int dimension, float scale, boolean grid) {
    float[] vectors = new float[count * dimension];
    for (int i = 0; i < vectors.length; i++) {
      boolean zero = i / dimension % 17 == 3;
      double value = grid ? random.nextInt(5) - 2 : random.nextGaussian();
      vectors[i] = zero ? 0 : (float) (value * scale);
    }
    return vectors;
  }
}
