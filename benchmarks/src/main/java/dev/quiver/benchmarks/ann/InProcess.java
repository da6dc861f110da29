package dev.quiver.benchmarks.ann;

import java.util.ArrayList;
import java.util.List;

/** An index inside this process: a pass is a loop over its searches. */
abstract class InProcess implements Peer.Index {
  private final SearchSet set;
  private final List<String> efforts;

  InProcess(SearchSet set, List<String> efforts) {
    this.set = set;
    this.efforts = efforts;
  }

  /** One search by one setting. */
  interface Search extends AutoCloseable {
    void ask(float[] query, Found found) throws Exception;

    @Override
    default void close() throws Exception {}
  }

  /** Takes rows, the nearest first, and their distances by L2. */
  static final class Found {
    private final int[] ids = new int[SearchSet.K];
    private final float[] distances = new float[SearchSet.K];
    private int count;

    void add(int id, double distance) {
      ids[count] = id;
      distances[count++] = (float) distance;
    }
  }

  abstract Search prepare(String effort, Filter filter) throws Exception;

  @Override
  public final List<String> efforts() {
    return efforts;
  }

  @Override
  public final Peer.Pass search(String effort, Filter filter, long enoughNanos) throws Exception {
    List<int[]> ids = new ArrayList<>();
    List<float[]> distances = new ArrayList<>();
    try (Search search = prepare(effort, filter)) {
      long start = System.nanoTime();
      long spent = 0;
      for (int q = 0; q < filter.queries().length && spent < enoughNanos; q++) {
        Found found = new Found();
        search.ask(set.queries()[filter.queries()[q]], found);
        ids.add(java.util.Arrays.copyOf(found.ids, found.count));
        distances.add(java.util.Arrays.copyOf(found.distances, found.count));
        spent = System.nanoTime() - start;
      }
      return new Peer.Pass(spent, ids, distances);
    }
  }
}
