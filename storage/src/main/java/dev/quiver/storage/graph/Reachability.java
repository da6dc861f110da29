package dev.quiver.storage.graph;

import dev.quiver.functions.cluster.Monitor;
import java.util.BitSet;

/**
 * Makes sure that a walk on layer 0 can come to every row of a graph that is otherwise complete: a
 * row that none leads to is joined to the nearest row found that has room for a neighbour. For one
 * thread.
 */
final class Reachability {
  private final Layers layers;
  private final Neighbourhood thread;
  private final BitSet reached;
  private final int[] queue;
  private final int[] near;
  private int queued;

  Reachability(Layers layers, Neighbourhood thread) {
    this.layers = layers;
    this.thread = thread;
    this.reached = new BitSet(layers.rows());
    this.queue = new int[layers.rows()];
    this.near = new int[layers.capacity(0)];
  }

  /**
   * @param members all rows of the graph
   */
  void ensure(int[] members, int effort, Monitor monitor) {
    if (layers.entry() < 0) {
      return;
    }
    spread(layers.entry());
    Candidates found = new Candidates();
    for (int row : members) {
      if (!reached.get(row)) {
        monitor.check();
        thread.search(thread.vector(row), layers.entry(), 0, effort, found);
        found.sort(row);
        attach(row, found);
        spread(row);
      }
    }
  }

  /** All that the search found is reached, since it began where walks do. */
  private void attach(int row, Candidates found) {
    for (int i = 0; i < found.count(); i++) {
      if (hasRoom(found.row(i))) {
        layers.join(found.row(i), 0, row);
        return;
      }
    }
    for (int i = queued - 1; i >= 0; i--) {
      if (hasRoom(queue[i])) {
        layers.join(queue[i], 0, row);
        return;
      }
    }
    replace(row, found.row(0));
  }

  private boolean hasRoom(int row) {
    return layers.count(row, 0) < layers.most(0);
  }

  /** Nowhere is room: the row takes the place of the last neighbour of another, and leads to it. */
  private void replace(int row, int other) {
    int count = layers.neighbours(other, 0, near);
    int displaced = near[count - 1];
    near[count - 1] = row;
    layers.set(other, 0, near, count);
    int own = layers.neighbours(row, 0, near);
    near[Math.min(own, layers.most(0) - 1)] = displaced;
    layers.set(row, 0, near, Math.min(own + 1, layers.most(0)));
  }

  private void spread(int from) {
    int at = queued;
    reached.set(from);
    queue[queued++] = from;
    while (at < queued) {
      int count = layers.neighbours(queue[at++], 0, near);
      for (int i = 0; i < count; i++) {
        if (!reached.get(near[i])) {
          reached.set(near[i]);
          queue[queued++] = near[i];
        }
      }
    }
  }
}
