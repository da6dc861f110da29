package dev.quiver.functions.cluster;

import java.util.Arrays;
import java.util.Random;

/**
 * Lloyd's k-means: flat up to {@value #MAX_FLAT} centroids; above, the sample is first cut into
 * about √k groups and each group into its share of the centroids.
 *
 * <p>The same points, count and seed give the same centroids, whatever the number of threads.
 * Centroids that no point is nearest to are left out, so equal points give one, and fewer points
 * than centroids give at most as many as there are points.
 */
public final class KMeans {
  /** Points a centroid should have in the sample. */
  public static final int POINTS_PER_CENTROID = 64;

  /** Centroids above which they are found in two levels. */
  public static final int MAX_FLAT = 256;

  private static final int ITERATIONS = 8;
  private static final int POINTS_PER_GROUP = 256;
  private static final int PART_ROWS = 2_048;

  private final Monitor monitor;
  private final Random random;

  private KMeans(long seed, Monitor monitor) {
    this.random = new Random(seed);
    this.monitor = monitor;
  }

  /** Trains at most {@code count} centroids on a sample of at least one point. */
  public static Centroids train(Points sample, int count, long seed, Monitor monitor) {
    if (count < 1 || sample.count() < 1) {
      throw new IllegalArgumentException(count + " centroids of " + sample.count() + " points");
    }
    KMeans run = new KMeans(seed, monitor);
    int wanted = Math.min(count, sample.count());
    monitor.enter("train", wanted <= MAX_FLAT ? ITERATIONS : wanted);
    return wanted <= MAX_FLAT
        ? Centroids.flat(run.lloyd(sample, wanted, true))
        : run.twoLevels(sample, wanted);
  }

  private Centroids twoLevels(Points sample, int wanted) {
    int groupCount = (int) Math.round(Math.sqrt(wanted));
    Points few = pick(sample, Math.min(sample.count(), groupCount * POINTS_PER_GROUP));
    Points groups = lloyd(few, groupCount, false);
    int[] group = new int[sample.count()];
    assign(Centroids.flat(groups), sample, group);
    int[] members = new int[groups.count()];
    for (int g : group) {
      members[g]++;
    }
    int dimension = sample.dimension();
    float[] centres = new float[0];
    int[] starts = new int[groups.count() + 1];
    int seen = 0;
    int granted = 0;
    for (int g = 0; g < groups.count(); g++) {
      seen += members[g];
      int share = share(wanted, (double) seen / sample.count(), granted, groups.count() - g - 1);
      granted += share;
      Points own =
          members[g] == 0
              ? row(groups, g)
              : lloyd(members(sample, group, g, members[g]), share, false);
      starts[g + 1] = starts[g] + own.count();
      if ((long) starts[g + 1] * dimension > centres.length) {
        centres = Arrays.copyOf(centres, Math.max(2 * centres.length, starts[g + 1] * dimension));
      }
      System.arraycopy(own.values(), 0, centres, starts[g] * dimension, own.count() * dimension);
      monitor.advance(own.count());
    }
    int total = starts[groups.count()];
    Points all = new Points(Arrays.copyOf(centres, total * dimension), total, dimension);
    return new Centroids(all, groups, starts);
  }

  /**
   * The centroids of a group: with those granted before it as large a part of all as its points and
   * those before them are, and never so many that not one is left for each group to come.
   */
  private static int share(int wanted, double seen, int granted, int groupsLeft) {
    int due = (int) Math.round(wanted * seen) - granted;
    return Math.max(1, Math.min(due, wanted - granted - groupsLeft));
  }

  private static Points row(Points points, int row) {
    int dimension = points.dimension();
    float[] values = Arrays.copyOfRange(points.values(), row * dimension, (row + 1) * dimension);
    return new Points(values, 1, dimension);
  }

  private static Points members(Points points, int[] group, int wanted, int count) {
    int dimension = points.dimension();
    float[] values = new float[count * dimension];
    int at = 0;
    for (int p = 0; p < points.count(); p++) {
      if (group[p] == wanted) {
        System.arraycopy(points.values(), p * dimension, values, at++ * dimension, dimension);
      }
    }
    return new Points(values, count, dimension);
  }

  /** Some points, none twice. */
  private Points pick(Points points, int count) {
    int[] order = new int[points.count()];
    Arrays.setAll(order, i -> i);
    int dimension = points.dimension();
    float[] values = new float[count * dimension];
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(order.length - i);
      int picked = order[other];
      order[other] = order[i];
      System.arraycopy(points.values(), picked * dimension, values, i * dimension, dimension);
    }
    return new Points(values, count, dimension);
  }

  private Points lloyd(Points points, int wanted, boolean reported) {
    int count = Math.min(wanted, points.count());
    Points centres = pick(points, count);
    int[] chosen = new int[points.count()];
    int[] sizes = new int[count];
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      monitor.check();
      assign(Centroids.flat(centres), points, chosen);
      monitor.check();
      sizes = recompute(points, chosen, centres);
      if (iteration < ITERATIONS - 1) {
        splitLargest(centres, sizes.clone());
      }
      if (reported) {
        monitor.advance(1);
      }
    }
    return withoutEmpty(centres, sizes);
  }

  private void assign(Centroids centroids, Points points, int[] out) {
    int dimension = points.dimension();
    int parts = (points.count() + PART_ROWS - 1) / PART_ROWS;
    Workers.run(
        parts,
        () -> {
          NearestCentroids nearest = new NearestCentroids(centroids);
          float[] rows = new float[Math.min(PART_ROWS, points.count()) * dimension];
          int[] found = new int[PART_ROWS];
          return part -> {
            int first = part * PART_ROWS;
            int size = Math.min(PART_ROWS, points.count() - first);
            System.arraycopy(points.values(), first * dimension, rows, 0, size * dimension);
            nearest.assign(rows, size, found, monitor);
            System.arraycopy(found, 0, out, first, size);
          };
        });
  }

  /** Moves each centre to the mean of its points; returns how many it has. */
  private static int[] recompute(Points points, int[] chosen, Points centres) {
    int dimension = points.dimension();
    double[] sums = new double[centres.count() * dimension];
    int[] sizes = new int[centres.count()];
    for (int p = 0; p < points.count(); p++) {
      sizes[chosen[p]]++;
      int to = chosen[p] * dimension;
      int from = p * dimension;
      for (int i = 0; i < dimension; i++) {
        sums[to + i] += points.values()[from + i];
      }
    }
    for (int c = 0; c < sizes.length; c++) {
      for (int i = 0; sizes[c] > 0 && i < dimension; i++) {
        centres.values()[c * dimension + i] = (float) (sums[c * dimension + i] / sizes[c]);
      }
    }
    return sizes;
  }

  /** Gives each centre without points half of the points of the centre that has most. */
  private static void splitLargest(Points centres, int[] sizes) {
    int dimension = centres.dimension();
    float[] values = centres.values();
    for (int c = 0; c < sizes.length; c++) {
      if (sizes[c] == 0) {
        int largest = 0;
        for (int other = 1; other < sizes.length; other++) {
          largest = sizes[other] > sizes[largest] ? other : largest;
        }
        for (int i = 0; i < dimension; i++) {
          float moved = (i & 1) == 0 ? 1 + 1e-3f : 1 - 1e-3f;
          values[c * dimension + i] = values[largest * dimension + i] * moved;
        }
        sizes[c] = sizes[largest] / 2;
        sizes[largest] -= sizes[c];
      }
    }
  }

  private static Points withoutEmpty(Points centres, int[] sizes) {
    int dimension = centres.dimension();
    int kept = 0;
    for (int c = 0; c < sizes.length; c++) {
      if (sizes[c] > 0) {
        System.arraycopy(
            centres.values(), c * dimension, centres.values(), kept++ * dimension, dimension);
      }
    }
    return new Points(Arrays.copyOf(centres.values(), kept * dimension), kept, dimension);
  }
}
