package dev.quiver.storage.graph;

import java.util.BitSet;

/**
 * One walk through a graph to the rows near a query, after Malkov and Yashunin (2016): greedily
 * through the upper layers, then on layer 0 with as many candidates as the effort (<i>ef</i>) says,
 * and on to all that are no farther than a limit, which is nearer the nearer the rows found are.
 *
 * <p>Rows that may not be found are walked through. Where few may be, the walk steps over them: of
 * a neighbour that may not be found it looks at the neighbours that may (as ACORN does), and
 * computes no distance for the one between. A walk that gets nowhere, or has computed more
 * distances than there are rows that may be found, ends by comparing all of those that are left: so
 * it never costs more than a small multiple of that, and finds as many rows as are wanted where so
 * many may be found. For one thread; for one use.
 */
public final class GraphWalk {
  /** Where a smaller share of the rows may be found, the others are stepped over. */
  private static final double SPARSE = 0.45;

  /** Distances that a walk may compute however few rows may be found. */
  private static final int LEAST_BUDGET = 2_000;

  private static final int BATCH = 64;

  private final GraphFile graph;
  private final Rows rows;
  private final int effort;
  private final Runnable check;
  private final BitSet visited;
  private final NodeHeap frontier;
  private final NodeHeap best;
  private final int[] batch;
  private final int[] near;
  private final int[] beyond;
  private final double[] distances;
  private final boolean sparse;
  private final long budget;
  private int accepted;
  private boolean leftOut;
  private long computed;
  private long walked;

  /** The rows of the fragment, as a search sees them. */
  public interface Rows {
    /** Rows that may be found. */
    int matches();

    boolean has(int row);

    /** Distances of some rows to the query; NaN for a row without one. */
    void distances(int[] rows, int count, double[] out);

    /** A row that may be found, once at most. */
    void offer(int row, double distance);

    /**
     * Rows farther than this are of no use any more, nor what they lead to.
     *
     * @param farthest distance of the farthest of the candidates kept
     */
    double limit(double farthest);
  }

  /**
   * @param check called now and then; may throw
   */
  public GraphWalk(GraphFile graph, Rows rows, int effort, Runnable check) {
    this.graph = graph;
    this.rows = rows;
    this.effort = effort;
    this.check = check;
    this.visited = new BitSet(graph.fragmentRows());
    this.frontier = new NodeHeap(false, 256);
    this.best = new NodeHeap(true, Math.min(effort, graph.fragmentRows()) + 1);
    int most = GraphShape.most(graph.neighbours(), 0);
    this.batch = new int[Math.max(BATCH, 2 * most)];
    this.near = new int[most];
    this.beyond = new int[most];
    this.distances = new double[batch.length];
    this.sparse = rows.matches() < SPARSE * graph.fragmentRows();
    this.budget = Math.max(LEAST_BUDGET, rows.matches());
  }

  /** Distances computed. */
  public long computed() {
    return computed;
  }

  /** Rows whose neighbours were looked at on layer 0. */
  public long walked() {
    return walked;
  }

  public void run() {
    compare(graph.outside());
    if (graph.entry() < 0 || rows.matches() == 0) {
      return;
    }
    batch[0] = descend();
    visited.set(batch[0]);
    take(1);
    while (frontier.size() > 0) {
      float distance = frontier.firstDistance();
      if (isTooFar(distance)) {
        leftOut = true;
        break;
      }
      check.run();
      expand(frontier.poll());
      if (computed > budget) {
        compareRest();
        return;
      }
    }
    if (!leftOut && accepted < rows.matches()) {
      compareRest();
    }
  }

  /** The row of layer 0 that no neighbour in the layers above is nearer than. */
  private int descend() {
    int record = graph.entry();
    if (graph.layers() == 1) {
      return record;
    }
    int top = graph.layers() - 1;
    batch[0] = graph.row(top, record);
    rows.distances(batch, 1, distances);
    computed++;
    double nearest = distances[0];
    for (int layer = top; layer > 0; layer--) {
      boolean nearer = true;
      while (nearer) {
        nearer = false;
        int count = graph.neighbours(layer, record, near);
        for (int i = 0; i < count; i++) {
          batch[i] = graph.row(layer, near[i]);
        }
        rows.distances(batch, count, distances);
        computed += count;
        for (int i = 0; i < count; i++) {
          if (distances[i] < nearest) {
            nearest = distances[i];
            record = near[i];
            nearer = true;
          }
        }
      }
      record = graph.below(layer, record);
    }
    return record;
  }

  private boolean isTooFar(double distance) {
    if (best.size() < effort) {
      return false;
    }
    double farthest = best.firstDistance();
    return distance > farthest && distance > rows.limit(farthest);
  }

  private void expand(int row) {
    walked++;
    int count = graph.neighbours(0, row, near);
    int size = 0;
    if (sparse) {
      size = stepOver(count);
    }
    if (size == 0) { // As it is where no row near may be found: walk on to where some are.
      for (int i = 0; i < count; i++) {
        if (!visited.get(near[i])) {
          visited.set(near[i]);
          batch[size++] = near[i];
        }
      }
    }
    take(size);
  }

  /** Puts rows that may be found, neighbours or theirs, into the batch; returns how many. */
  private int stepOver(int count) {
    int most = near.length;
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (rows.has(near[i]) && !visited.get(near[i])) {
        visited.set(near[i]);
        batch[size++] = near[i];
      }
    }
    for (int i = 0; i < count && size < most; i++) {
      if (!rows.has(near[i]) && !visited.get(near[i])) {
        int further = graph.neighbours(0, near[i], beyond);
        int before = size;
        for (int j = 0; j < further && size < batch.length; j++) {
          if (rows.has(beyond[j]) && !visited.get(beyond[j])) {
            visited.set(beyond[j]);
            batch[size++] = beyond[j];
          }
        }
        if (size > before) {
          visited.set(near[i]);
        }
      }
    }
    return size;
  }

  /** Computes the distances of the batch and keeps what is near enough. */
  private void take(int size) {
    if (size == 0) {
      return;
    }
    rows.distances(batch, size, distances);
    computed += size;
    for (int i = 0; i < size; i++) {
      double distance = distances[i];
      int row = batch[i];
      if (Double.isNaN(distance)) {
        continue;
      }
      boolean found = rows.has(row);
      if (found) {
        accepted++;
        rows.offer(row, distance);
      }
      if (isTooFar(distance)) {
        leftOut = true;
        continue;
      }
      frontier.add((float) distance, row);
      if (found) {
        best.add((float) distance, row);
        if (best.size() > effort) {
          best.poll();
        }
      }
    }
  }

  /** Compares those rows that may be found and were not come upon. */
  private void compareRest() {
    for (int row : graph.outside()) {
      visited.set(row);
    }
    for (int row : graph.nowhere()) {
      visited.set(row);
    }
    int size = 0;
    int end = graph.fragmentRows();
    for (int row = visited.nextClearBit(0); row < end; row = visited.nextClearBit(row + 1)) {
      if (rows.has(row)) {
        batch[size++] = row;
        size = flush(size, batch.length);
      }
    }
    // Rows that were stepped over are visited but may not be found; all others were offered.
    flush(size, 1);
  }

  private void compare(int[] some) {
    int size = 0;
    for (int row : some) {
      if (rows.has(row)) {
        batch[size++] = row;
        accepted++;
        size = flush(size, batch.length);
      }
    }
    flush(size, 1);
  }

  /** Offers the batch once it has so many rows; returns how many are left in it. */
  private int flush(int size, int least) {
    if (size < least) {
      return size;
    }
    check.run();
    rows.distances(batch, size, distances);
    computed += size;
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(distances[i])) {
        rows.offer(batch[i], distances[i]);
      }
    }
    return 0;
  }
}
