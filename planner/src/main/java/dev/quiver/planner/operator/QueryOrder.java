package dev.quiver.planner.operator;

import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.IndexModel;
import java.util.Arrays;

/**
 * The order in which many queries go through an index: those of one list one after the other, so
 * that they find it, and the lists around it, in the cache; graphs have no such order.
 *
 * @param neighbours numbers of queries in that order
 * @param impossible those for which the index has no estimates
 */
record QueryOrder(int[] neighbours, int[] impossible) {
  static QueryOrder of(VectorIndex index, NearestBatch.Queries queries) {
    IndexModel model = index.model();
    int dimension = model.dimension();
    float[] mapped = new float[dimension];
    long[] keys = new long[queries.numbers().length];
    int[] impossible = new int[keys.length];
    int inside = 0;
    int others = 0;
    for (int number : queries.numbers()) {
      if (model.space().map(queries.values(), number * dimension, mapped, 0)
          == MetricSpace.Place.INSIDE) {
        int list = model instanceof Generation generation ? nearest(generation, mapped) : 0;
        keys[inside++] = (long) list << 32 | number;
      } else {
        impossible[others++] = number;
      }
    }
    return new QueryOrder(
        Arrays.stream(keys, 0, inside).sorted().mapToInt(key -> (int) key).toArray(),
        Arrays.copyOf(impossible, others));
  }

  private static int nearest(Generation generation, float[] mapped) {
    float[] distances = new float[generation.lists()];
    generation.centroidTable().distances(mapped, distances);
    return least(distances);
  }

  private static int least(float[] values) {
    int least = 0;
    for (int i = 1; i < values.length; i++) {
      least = values[i] < values[least] ? i : least;
    }
    return least;
  }
}
