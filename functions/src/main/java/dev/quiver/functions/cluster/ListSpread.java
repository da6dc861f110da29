package dev.quiver.functions.cluster;

import java.util.Arrays;
import java.util.Random;

/**
 * How the members of each list lie about their centroid, as far as a sample tells: enough to judge
 * how likely one of them is within some distance of a query.
 *
 * <p>With r a member less its centroid c, and u the direction from c to a query, |x − q|² = |q −
 * c|² + |r|² − 2|q − c|⟨r, u⟩, taken to have the mean of |r|² and the deviations of |r|² and of ⟨r,
 * u⟩. The directions sampled are those to neighbouring centroids, since queries of interest lie
 * that way. Of a list with few members in the sample the deviations are much like those of all.
 *
 * @param meanSquared the mean of |r|², plus what scores have beyond distances
 * @param deviation the standard deviation of ⟨r, u⟩
 * @param squaredDeviation the standard deviation of what {@code meanSquared} is the mean of
 */
public record ListSpread(float[] meanSquared, float[] deviation, float[] squaredDeviation) {
  private static final int MEMBERS = 64;

  /** All lists together count as much as so many members of a list. */
  private static final int COMMON_MEMBERS = 8;

  private static final int OTHERS = 256;
  private static final int DIRECTIONS = 4;

  /**
   * @param list the list of each point of the sample
   * @param offset what each point's score has beyond its distance
   */
  public static ListSpread of(Points sample, int[] list, float[] offset, Centroids centroids) {
    int lists = centroids.count();
    int[][] members = members(list, lists);
    float[] meanSquared = new float[lists];
    double[] alongSquares = new double[lists];
    double[] deviations = new double[lists];
    Workers.run(
        lists,
        () -> {
          int dimension = sample.dimension();
          float[][] directions = new float[DIRECTIONS][dimension];
          return c -> {
            int found = directions(centroids.centres(), c, directions);
            double sum = 0;
            double squares = 0;
            double along = 0;
            for (int member : members[c]) {
              double square = squared(sample, member, centroids.centres(), c) + offset[member];
              sum += square;
              squares += square * square;
              for (int u = 0; u < found; u++) {
                double dot = dot(sample, member, centroids.centres(), c, directions[u]);
                along += dot * dot;
              }
            }
            int count = Math.max(1, members[c].length);
            double mean = sum / count;
            meanSquared[c] = (float) mean;
            deviations[c] = Math.max(0, squares - count * mean * mean);
            alongSquares[c] = found == 0 ? 0 : along / found;
          };
        });
    return new ListSpread(meanSquared, shared(alongSquares, members), shared(deviations, members));
  }

  /** Deviations from sums of squares over the members of each list. */
  private static float[] shared(double[] sums, int[][] members) {
    double all = 0;
    long count = 0;
    for (int c = 0; c < sums.length; c++) {
      all += sums[c];
      count += members[c].length;
    }
    double common = COMMON_MEMBERS * all / Math.max(1, count);
    float[] deviations = new float[sums.length];
    for (int c = 0; c < sums.length; c++) {
      deviations[c] = (float) Math.sqrt((sums[c] + common) / (members[c].length + COMMON_MEMBERS));
    }
    return deviations;
  }

  private static int[][] members(int[] list, int lists) {
    int[] sizes = new int[lists];
    int[][] members = new int[lists][MEMBERS];
    for (int point = 0; point < list.length; point++) {
      int c = list[point];
      if (sizes[c] < MEMBERS) {
        members[c][sizes[c]++] = point;
      }
    }
    for (int c = 0; c < lists; c++) {
      members[c] = Arrays.copyOf(members[c], sizes[c]);
    }
    return members;
  }

  /** Unit vectors to the nearest of some other centroids; returns how many. */
  private static int directions(Points centres, int centre, float[][] out) {
    int found = 0;
    double[] distances = new double[DIRECTIONS];
    int[] nearest = new int[DIRECTIONS];
    Random random = new Random(centre);
    int tries = Math.min(OTHERS, centres.count());
    for (int t = 0; t < tries; t++) {
      int other = centres.count() <= OTHERS ? t : random.nextInt(centres.count());
      double distance = squared(centres, other, centres, centre);
      if (other == centre
          || !(distance > 0)
          || (found == DIRECTIONS && distance >= distances[found - 1])) {
        continue;
      }
      int at = found < DIRECTIONS ? found++ : DIRECTIONS - 1;
      while (at > 0 && distances[at - 1] > distance) {
        distances[at] = distances[at - 1];
        nearest[at] = nearest[at - 1];
        at--;
      }
      distances[at] = distance;
      nearest[at] = other;
    }
    int dimension = centres.dimension();
    for (int u = 0; u < found; u++) {
      float scale = (float) (1 / Math.sqrt(distances[u]));
      for (int i = 0; i < dimension; i++) {
        out[u][i] =
            (centres.values()[nearest[u] * dimension + i]
                    - centres.values()[centre * dimension + i])
                * scale;
      }
    }
    return found;
  }

  private static double squared(Points points, int point, Points others, int other) {
    int dimension = points.dimension();
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double difference =
          points.values()[point * dimension + i] - others.values()[other * dimension + i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double dot(Points points, int point, Points centres, int centre, float[] unit) {
    int dimension = points.dimension();
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum +=
          (points.values()[point * dimension + i] - centres.values()[centre * dimension + i])
              * unit[i];
    }
    return sum;
  }
}
