package dev.quiver.functions.cluster;

import java.util.Arrays;

/**
 * Finds the centroid nearest to each of many vectors; the first of equally near ones.
 *
 * <p>With one level the answer is exact but for rounding; with two, the centroids of the {@value
 * #GROUPS} nearest groups are compared, which now and then misses a nearer one elsewhere. Holds
 * scratch memory of a few hundred vectors; for one thread.
 */
public final class NearestCentroids {
  private static final int GROUPS = 6;

  /** Rows whose groups are looked up together, so that each group meets whole blocks of them. */
  private static final int BATCH = 8_192;

  private final Centroids centroids;
  private final float[] halfNorms;
  private final float[] groupHalfNorms;
  private final ColumnBlock block;
  private final float[] best = new float[ColumnBlock.ROWS];

  public NearestCentroids(Centroids centroids) {
    this.centroids = centroids;
    this.halfNorms = halfNorms(centroids.centres());
    this.groupHalfNorms = halfNorms(centroids.groups());
    this.block = new ColumnBlock(centroids.dimension());
  }

  /** Minus half the squared length of each vector: nearest is where product plus this is most. */
  private static float[] halfNorms(Points points) {
    float[] norms = new float[points.count()];
    for (int c = 0; c < norms.length; c++) {
      double sum = 0;
      for (int i = c * points.dimension(); i < (c + 1) * points.dimension(); i++) {
        sum += (double) points.values()[i] * points.values()[i];
      }
      norms[c] = (float) (-sum / 2);
    }
    return norms;
  }

  /** Writes the nearest centroid of the first {@code count} rows to {@code out}. */
  public void assign(float[] rows, int count, int[] out) {
    assign(rows, count, out, Monitor.NONE);
  }

  /**
   * Likewise.
   *
   * @param monitor may stop it between blocks of rows
   */
  public void assign(float[] rows, int count, int[] out, Monitor monitor) {
    if (!centroids.hasGroups()) {
      assignFlat(rows, count, out, monitor);
      return;
    }
    for (int first = 0; first < count; first += BATCH) {
      assignByGroups(rows, first, Math.min(BATCH, count - first), out, monitor);
    }
  }

  private void assignFlat(float[] rows, int count, int[] out, Monitor monitor) {
    int[] chosen = new int[ColumnBlock.ROWS];
    for (int first = 0; first < count; first += ColumnBlock.ROWS) {
      monitor.check();
      int size = Math.min(ColumnBlock.ROWS, count - first);
      block.load(rows, first, size);
      Arrays.fill(best, Float.NEGATIVE_INFINITY);
      Arrays.fill(chosen, 0);
      scan(0, centroids.count(), size, chosen);
      System.arraycopy(chosen, 0, out, first, size);
    }
  }

  /** Compares the loaded rows with a run of centroids. */
  private void scan(int from, int to, int size, int[] chosen) {
    block.products(
        centroids.centres().values(),
        from,
        to,
        halfNorms,
        size,
        (c, products) -> choose(c, products, size, chosen));
  }

  private void choose(int centroid, float[] products, int size, int[] chosen) {
    for (int j = 0; j < size; j++) {
      if (products[j] > best[j]) {
        best[j] = products[j];
        chosen[j] = centroid;
      }
    }
  }

  private void assignByGroups(float[] rows, int first, int count, int[] out, Monitor monitor) {
    int perRow = Math.min(GROUPS, centroids.groups().count());
    int[] nearGroups = nearGroups(rows, first, count, perRow);
    int groupCount = centroids.groups().count();
    int[] starts = new int[groupCount + 1];
    for (int group : nearGroups) {
      starts[group + 1]++;
    }
    for (int g = 0; g < groupCount; g++) {
      starts[g + 1] += starts[g];
    }
    int[] next = Arrays.copyOf(starts, groupCount);
    int[] byGroup = new int[nearGroups.length];
    for (int i = 0; i < nearGroups.length; i++) {
      byGroup[next[nearGroups[i]]++] = i / perRow;
    }
    float[] bestOf = new float[count];
    int[] chosenOf = new int[count];
    Arrays.fill(bestOf, Float.NEGATIVE_INFINITY);
    int[] chosen = new int[ColumnBlock.ROWS];
    for (int g = 0; g < groupCount; g++) {
      monitor.check();
      for (int at = starts[g]; at < starts[g + 1]; at += ColumnBlock.ROWS) {
        int size = Math.min(ColumnBlock.ROWS, starts[g + 1] - at);
        block.load(rows, first, byGroup, at, size);
        for (int j = 0; j < size; j++) {
          int row = byGroup[at + j];
          best[j] = bestOf[row];
          chosen[j] = chosenOf[row];
        }
        scan(centroids.groupStarts()[g], centroids.groupStarts()[g + 1], size, chosen);
        for (int j = 0; j < size; j++) {
          bestOf[byGroup[at + j]] = best[j];
          chosenOf[byGroup[at + j]] = chosen[j];
        }
      }
    }
    System.arraycopy(chosenOf, 0, out, first, count);
  }

  /** The nearest groups of each row, {@code perRow} entries a row. */
  private int[] nearGroups(float[] rows, int first, int count, int perRow) {
    int[] near = new int[count * perRow];
    float[] scores = new float[near.length];
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    float[] groups = centroids.groups().values();
    for (int at = 0; at < count; at += ColumnBlock.ROWS) {
      int size = Math.min(ColumnBlock.ROWS, count - at);
      block.load(rows, first + at, size);
      int from = at;
      block.products(
          groups,
          0,
          groupHalfNorms.length,
          groupHalfNorms,
          size,
          (g, products) -> {
            for (int j = 0; j < size; j++) {
              insert(near, scores, (from + j) * perRow, perRow, g, products[j]);
            }
          });
    }
    return near;
  }

  private static void insert(
      int[] near, float[] scores, int from, int perRow, int group, float score) {
    int at = from + perRow - 1;
    // Equal scores go in while places are free, so that a row always has as many groups as others.
    if (!(score > scores[at])) {
      return;
    }
    while (at > from && scores[at - 1] < score) {
      scores[at] = scores[at - 1];
      near[at] = near[at - 1];
      at--;
    }
    scores[at] = score;
    near[at] = group;
  }
}
