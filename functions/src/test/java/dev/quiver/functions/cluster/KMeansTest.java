package dev.quiver.functions.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {
  private static Points mixture(int count, int dimension, int centres, long seed) {
    Random random = new Random(seed);
    float[][] means = new float[centres][dimension];
    for (float[] mean : means) {
      for (int i = 0; i < dimension; i++) {
        mean[i] = (float) random.nextGaussian() * 10;
      }
    }
    float[] values = new float[count * dimension];
    for (int p = 0; p < count; p++) {
      for (int i = 0; i < dimension; i++) {
        values[p * dimension + i] = means[p % centres][i] + (float) random.nextGaussian();
      }
    }
    return new Points(values, count, dimension);
  }

  /** The naive twin: centroid by centroid, in double. */
  private static int nearest(Points points, int point, Points centres) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < centres.count(); c++) {
      double sum = distance(points, point, centres, c);
      if (sum < least) {
        least = sum;
        best = c;
      }
    }
    return best;
  }

  private static double distance(Points points, int point, Points centres, int centre) {
    double sum = 0;
    for (int i = 0; i < points.dimension(); i++) {
      double d =
          points.values()[point * points.dimension() + i]
              - centres.values()[centre * points.dimension() + i];
      sum += d * d;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 17, 100})
  void assignsToTheNearestCentroid(int dimension) {
    Points points = mixture(1_000, dimension, 7, dimension);
    Centroids centroids = KMeans.train(points, 20, 1, Monitor.NONE);
    int[] assigned = new int[points.count()];
    new NearestCentroids(centroids).assign(points.values(), points.count(), assigned);
    for (int p = 0; p < points.count(); p++) {
      double mine = distance(points, p, centroids.centres(), assigned[p]);
      double best =
          distance(points, p, centroids.centres(), nearest(points, p, centroids.centres()));
      assertThat(mine).isLessThanOrEqualTo(best + 1e-3 * (1 + best));
    }
  }

  @Test
  void findsTheClustersOfClusteredData() {
    Points points = mixture(5_000, 16, 10, 3);
    Centroids centroids = KMeans.train(points, 40, 1, Monitor.NONE);
    int[] assigned = new int[points.count()];
    new NearestCentroids(centroids).assign(points.values(), points.count(), assigned);
    int[] clusterOf = new int[centroids.count()];
    Arrays.fill(clusterOf, -1);
    int mixed = 0;
    for (int p = 0; p < points.count(); p++) {
      int cluster = clusterOf[assigned[p]];
      clusterOf[assigned[p]] = p % 10;
      mixed += cluster >= 0 && cluster != p % 10 ? 1 : 0;
    }
    assertThat(mixed).isLessThan(points.count() / 50);
  }

  @Test
  void isTheSameForTheSameSeedWhateverTheThreadsDo() {
    Points points = mixture(9_000, 12, 30, 5);
    Centroids first = KMeans.train(points, 100, 42, Monitor.NONE);
    Centroids second = KMeans.train(points, 100, 42, Monitor.NONE);
    Centroids other = KMeans.train(points, 100, 43, Monitor.NONE);
    assertThat(first.centres().values()).isEqualTo(second.centres().values());
    assertThat(first.centres().values()).isNotEqualTo(other.centres().values());
  }

  @Test
  void worksInTwoLevelsWithHardlyWorseLists() {
    Points points = mixture(40_000, 8, 300, 6);
    Centroids centroids = KMeans.train(points, 1_500, 1, Monitor.NONE);
    assertThat(centroids.hasGroups()).isTrue();
    assertThat(centroids.count()).isBetween(1_400, 1_500);
    int[] assigned = new int[points.count()];
    new NearestCentroids(centroids).assign(points.values(), points.count(), assigned);
    double mine = 0;
    double best = 0;
    for (int p = 0; p < 2_000; p++) {
      mine += distance(points, p, centroids.centres(), assigned[p]);
      best += distance(points, p, centroids.centres(), nearest(points, p, centroids.centres()));
    }
    assertThat(mine / best).isBetween(0.999, 1.02);
  }

  @ParameterizedTest
  @CsvSource({"20000, 8, 257", "20000, 8, 300", "20000, 3, 900", "160000, 2, 65536"})
  void makesAsManyAsAskedAndNeverMore(int points, int dimension, int wanted) {
    Points spread = mixture(points, dimension, 50, 3);
    for (int seed = 0; seed < (wanted > 1_000 ? 1 : 5); seed++) {
      int count = KMeans.train(spread, wanted, seed, Monitor.NONE).count();
      assertThat(count).isBetween(wanted - wanted / 50, wanted);
    }
  }

  @Test
  void takesDegeneratePoints() {
    Points equal = new Points(new float[500 * 4], 500, 4);
    assertThat(KMeans.train(equal, 16, 1, Monitor.NONE).count()).isEqualTo(1);
    Points few = mixture(3, 4_096, 3, 1);
    assertThat(KMeans.train(few, 100, 1, Monitor.NONE).count()).isBetween(1, 3);
    Points one = mixture(1, 1, 1, 1);
    assertThat(KMeans.train(one, 5, 1, Monitor.NONE).centres().values()).isEqualTo(one.values());
    assertThatThrownBy(() -> KMeans.train(new Points(new float[0], 0, 4), 1, 1, Monitor.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 centroids of 0 points");
  }

  @Test
  void stopsWhenItsMonitorSaysSo() {
    AtomicInteger checks = new AtomicInteger();
    Monitor stopping =
        new Monitor() {
          @Override
          public void enter(String phase, long total) {}

          @Override
          public void advance(long steps) {}

          @Override
          public void check() {
            if (checks.incrementAndGet() == 5) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    assertThatThrownBy(() -> KMeans.train(mixture(20_000, 8, 5, 1), 50, 1, stopping))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("stopped");
  }
}
