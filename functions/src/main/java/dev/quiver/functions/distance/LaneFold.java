package dev.quiver.functions.distance;

/**
 * Adds the lanes of each row to the row's sum, in float.
 *
 * <p>The order: four neighbours to one, {@code (a + b) + (c + d)}, twice; then what is left, one by
 * one from the first. The first two steps run over all rows in one long loop, since loops over each
 * row's few lanes take twice as long.
 */
final class LaneFold {
  /** Lanes of a row come in multiples of this. */
  static final int GROUP = 16;

  private final float[] quads;
  private final float[] groups;

  LaneFold(int mostLanes) {
    this.quads = new float[mostLanes / 4];
    this.groups = new float[mostLanes / GROUP];
  }

  /** Sums the lanes of {@code rowCount} rows that lie end to end. */
  void sums(float[] lanes, int lanesPerRow, int rowCount, float[] sums) {
    int groupsPerRow = lanesPerRow / GROUP;
    addQuads(lanes, quads, rowCount * lanesPerRow / 4);
    addQuads(quads, groups, rowCount * groupsPerRow);
    for (int row = 0; row < rowCount; row++) {
      float sum = 0;
      for (int i = row * groupsPerRow; i < (row + 1) * groupsPerRow; i++) {
        sum += groups[i];
      }
      sums[row] = sum;
    }
  }

  private static void addQuads(float[] from, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = (from[4 * i] + from[4 * i + 1]) + (from[4 * i + 2] + from[4 * i + 3]);
    }
  }
}
