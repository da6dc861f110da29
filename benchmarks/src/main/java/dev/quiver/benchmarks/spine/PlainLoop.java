package dev.quiver.benchmarks.spine;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/** The peer: the nearest ten by the loop anyone would write over one array in memory. */
final class PlainLoop {
  private record Hit(int id, float distance) {}

  private PlainLoop() {}

  /** Ids by rising squared L2 distance, ties by id. */
  static int[] nearest(float[] values, float[] query, int k, IntPredicate filter) {
    Comparator<Hit> farthestFirst =
        Comparator.comparingDouble(Hit::distance).thenComparingInt(Hit::id).reversed();
    PriorityQueue<Hit> best = new PriorityQueue<>(k + 1, farthestFirst);
    int dimension = query.length;
    int rows = values.length / dimension;
    float bound = Float.POSITIVE_INFINITY;
    for (int i = 0; i < rows; i++) {
      if (!filter.test(i)) {
        continue;
      }
      float sum = 0;
      int start = i * dimension;
      for (int j = 0; j < dimension; j++) {
        float difference = values[start + j] - query[j];
        sum += difference * difference;
      }
      if (sum < bound) {
        best.add(new Hit(i, sum));
        if (best.size() > k) {
          best.poll();
          bound = best.element().distance();
        }
      }
    }
    int[] ids = new int[best.size()];
    for (int i = ids.length - 1; i >= 0; i--) {
      ids[i] = best.remove().id();
    }
    return ids;
  }
}
