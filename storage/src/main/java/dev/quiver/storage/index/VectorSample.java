package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Points;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Some vectors of a table, drawn at random from all its fragments in proportion to their rows, and
 * the space that they ask for.
 *
 * @param raw the vectors as stored, without those that are NULL
 * @param ids of each, the fragment's position in the upper half and the row in the lower
 */
record VectorSample(Points raw, long[] ids) {
  /** A quarter of a gigabyte at most. */
  private static final long MOST_FLOATS = 48_000_000;

  private static final int BLOCK = 1_024;

  /** Rows that are drawn where so many are wanted. */
  static long most(int dimension, long wanted) {
    return Math.min(MOST_FLOATS / dimension + 1, wanted);
  }

  static VectorSample draw(
      List<? extends Fragment> fragments, int fieldId, int dimension, int wanted, Monitor monitor) {
    long rows = fragments.stream().mapToLong(Fragment::physicalRows).sum();
    long most = Math.min(rows, most(dimension, wanted));
    float[] values = new float[Math.toIntExact(Math.max(1, most) * dimension)];
    long[] ids = new long[(int) Math.max(1, most)];
    Random random = new Random(17);
    int count = 0;
    long rowsBefore = 0;
    long drawnBefore = 0;
    monitor.enter("sample", most);
    for (int f = 0; f < fragments.size(); f++) {
      rowsBefore += fragments.get(f).physicalRows();
      long quota = most * rowsBefore / Math.max(1, rows) - drawnBefore;
      drawnBefore += quota;
      int[] picked = pick(fragments.get(f).physicalRows(), (int) quota, random);
      try (FragmentReader reader = fragments.get(f).open(new int[] {fieldId})) {
        float[] block = new float[BLOCK * dimension];
        for (int from = 0; from < picked.length; from += BLOCK) {
          monitor.advance(Math.min(BLOCK, picked.length - from));
          int[] some = Arrays.copyOfRange(picked, from, Math.min(picked.length, from + BLOCK));
          boolean[] nulls = reader.gatherVectors(0, some, some.length, block);
          for (int i = 0; i < some.length; i++) {
            if (nulls == null || !nulls[i]) {
              System.arraycopy(block, i * dimension, values, count * dimension, dimension);
              ids[count++] = (long) f << 32 | some[i];
            }
          }
        }
      }
    }
    return new VectorSample(new Points(values, count, dimension), Arrays.copyOf(ids, count));
  }

  private static void check(int row, Monitor monitor) {
    if (row % BLOCK == 0) {
      monitor.check();
    }
  }

  /** So many of the numbers below {@code rows}, ascending, each as likely as the other. */
  private static int[] pick(int rows, int count, Random random) {
    int[] picked = new int[count];
    int at = 0;
    for (int row = 0; row < rows && at < count; row++) {
      if (random.nextInt(rows - row) < count - at) {
        picked[at++] = row;
      }
    }
    return picked;
  }

  /** The space of these vectors: scaled by the median length, around their mean; bits as is. */
  MetricSpace space(Metric metric, Monitor monitor) {
    int dimension = raw.dimension();
    MetricSpace plain = new MetricSpace(metric, 1, new float[dimension]);
    if (metric.overBits()) {
      return plain; // Sums of 0 and 1 are exact: equally near rows stay equally near.
    }
    double[] lengths = new double[raw.count()];
    for (int i = 0; i < lengths.length; i++) {
      check(i, monitor);
      lengths[i] = plain.squaredLength(raw.values(), i * dimension);
    }
    Arrays.sort(lengths);
    double usual = lengths.length == 0 ? 0 : lengths[lengths.length / 2];
    float scale = MetricSpace.scaleFor(metric, usual, dimension);
    MetricSpace scaled = new MetricSpace(metric, scale, new float[dimension]);
    Points mapped = mapped(scaled, monitor);
    double[] sums = new double[dimension];
    for (int row = 0; row < mapped.count(); row++) {
      check(row, monitor);
      for (int i = 0; i < dimension; i++) {
        sums[i] += mapped.values()[row * dimension + i];
      }
    }
    float[] mean = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = (float) (sums[i] / Math.max(1, mapped.count()));
    }
    return new MetricSpace(metric, scale, mean);
  }

  /** The vectors in a space, without those that are not inside. */
  Points mapped(MetricSpace space, Monitor monitor) {
    int dimension = raw.dimension();
    float[] values = new float[Math.max(1, raw.count()) * dimension];
    int count = 0;
    for (int i = 0; i < raw.count(); i++) {
      check(i, monitor);
      if (space.map(raw.values(), i * dimension, values, count * dimension)
          == MetricSpace.Place.INSIDE) {
        count++;
      }
    }
    return new Points(values, count, dimension);
  }
}
