package dev.quiver.storage.index;

import java.util.Arrays;

/**
 * Looks on while a search finds its nearest rows, and keeps in mind which of the lists, in the
 * order looked at, each of those came from that are the nearest now. For one thread.
 */
final class FoundPlaces implements Found {
  /** Of more rows wanted, so many of the nearest tell enough. */
  private static final int MOST = 1_000;

  private final Found found;
  private final int wanted;
  private double[] distances = new double[16];
  private int[] lists = new int[16];
  private int size;
  private int list = 1;
  private long sum;

  FoundPlaces(Found found) {
    this.found = found;
    this.wanted = Math.min(MOST, found.wanted());
  }

  /** The number of the list, from 1 on, that rows come from now. */
  void enter(int number) {
    this.list = number;
  }

  /** The mean number of the lists that the nearest rows came from; 0 if there are none yet. */
  double meanList() {
    return size == 0 ? 0 : (double) sum / size;
  }

  @Override
  public double threshold() {
    return found.threshold();
  }

  @Override
  public int wanted() {
    return found.wanted();
  }

  @Override
  public boolean wantsList(int probed) {
    return found.wantsList(probed);
  }

  @Override
  public void offer(double distance, int fragment, int row) {
    found.offer(distance, fragment, row);
    if (size < wanted) {
      push(distance);
    } else if (wanted > 0 && distance < distances[0]) {
      sum += list - lists[0];
      siftDown(distance);
    }
  }

  private void push(double distance) {
    if (size == distances.length) {
      distances = Arrays.copyOf(distances, 2 * size);
      lists = Arrays.copyOf(lists, 2 * size);
    }
    sum += list;
    int at = size++;
    while (at > 0 && distances[(at - 1) >>> 1] < distance) {
      int parent = (at - 1) >>> 1;
      set(at, distances[parent], lists[parent]);
      at = parent;
    }
    set(at, distance, list);
  }

  /** Puts a row in the place of the farthest, which is on top. */
  private void siftDown(double distance) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && distances[child + 1] > distances[child]) {
        child++;
      }
      if (distances[child] <= distance) {
        break;
      }
      set(at, distances[child], lists[child]);
      at = child;
    }
    set(at, distance, list);
  }

  private void set(int at, double distance, int number) {
    distances[at] = distance;
    lists[at] = number;
  }
}
