package dev.quiver.storage.graph;

import java.util.BitSet;

/**
 * Checks that a graph is one: all blocks are whole, layers lead to the same row below, every row is
 * in one place, and every row of the graph can be walked to from the entry. For one thread.
 */
public final class GraphCheck {
  private final GraphFile graph;
  private final Runnable check;

  /**
   * @param check called between blocks; may throw
   */
  public GraphCheck(GraphFile graph, Runnable check) {
    this.graph = graph;
    this.check = check;
  }

  /**
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE
   */
  public void run() {
    for (int layer = 0; layer < graph.layers(); layer++) {
      for (int block = 0; block < GraphLayout.blocks(graph.records(layer)); block++) {
        check.run();
        graph.verify(layer, block);
      }
    }
    for (int layer = 1; layer < graph.layers(); layer++) {
      rows(layer);
    }
    places();
  }

  /** Records of a layer are by ascending row, and lead to the same row below. */
  private void rows(int layer) {
    int last = -1;
    for (int record = 0; record < graph.records(layer); record++) {
      if (record % GraphLayout.BLOCK_RECORDS == 0) {
        check.run();
      }
      int row = graph.row(layer, record);
      if (row <= last) {
        throw graph.damaged("row " + row + " follows row " + last + " in layer " + layer);
      }
      if (graph.row(layer - 1, graph.below(layer, record)) != row) {
        throw graph.damaged("row " + row + " of layer " + layer + " leads to another row below");
      }
      last = row;
    }
  }

  private void places() {
    BitSet without = new BitSet(graph.fragmentRows());
    for (int row : graph.outside()) {
      without.set(row);
    }
    for (int row : graph.nowhere()) {
      if (without.get(row)) {
        throw graph.damaged("row " + row + " is there twice");
      }
      without.set(row);
    }
    BitSet reached = reached();
    for (int row = 0; row < graph.fragmentRows(); row++) {
      if (reached.get(row) == without.get(row)) {
        throw graph.damaged(
            reached.get(row)
                ? "row " + row + " is there twice"
                : "row " + row + " cannot be reached");
      }
    }
  }

  private BitSet reached() {
    BitSet reached = new BitSet(graph.fragmentRows());
    if (graph.entry() < 0) {
      return reached;
    }
    int record = graph.entry();
    for (int layer = graph.layers() - 1; layer > 0; layer--) {
      record = graph.below(layer, record);
    }
    int[] queue = new int[graph.fragmentRows()];
    int[] neighbours = new int[GraphShape.most(graph.neighbours(), 0)];
    queue[0] = record;
    reached.set(record);
    int end = 1;
    for (int at = 0; at < end; at++) {
      if (at % GraphLayout.BLOCK_RECORDS == 0) {
        check.run();
      }
      int count = graph.neighbours(0, queue[at], neighbours);
      for (int i = 0; i < count; i++) {
        if (!reached.get(neighbours[i])) {
          reached.set(neighbours[i]);
          queue[end++] = neighbours[i];
        }
      }
    }
    return reached;
  }
}
