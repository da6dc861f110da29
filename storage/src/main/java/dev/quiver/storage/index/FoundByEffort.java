package dev.quiver.storage.index;

import java.util.Arrays;

/**
 * Looks on while a search finds its nearest rows list by list, and notes how many lists it took to
 * come upon each of the rows that are right. Ends the search when it has come upon all. For one
 * thread.
 */
final class FoundByEffort implements Found {
  private final NearestFound nearest;
  private final long[] right;
  private final int[] listsTaken;
  private int missing;
  private int lists;

  /**
   * @param wanted how many rows the search is for
   */
  FoundByEffort(int wanted, long[] right) {
    this.nearest = new NearestFound(wanted);
    this.right = right;
    this.listsTaken = new int[right.length];
    this.missing = right.length;
  }

  @Override
  public double threshold() {
    return nearest.threshold();
  }

  @Override
  public void offer(double distance, int fragment, int row) {
    nearest.offer(distance, fragment, row);
    long id = (long) fragment << 32 | row;
    for (int i = 0; i < right.length; i++) {
      if (right[i] == id && listsTaken[i] == 0) {
        listsTaken[i] = Math.max(1, lists);
        missing--;
      }
    }
  }

  @Override
  public boolean wantsList(int probed) {
    lists = probed + 1;
    return missing > 0;
  }

  /** For each of the right rows that was found, how many lists that took. */
  int[] listsTaken() {
    return Arrays.stream(listsTaken).filter(taken -> taken > 0).toArray();
  }
}
