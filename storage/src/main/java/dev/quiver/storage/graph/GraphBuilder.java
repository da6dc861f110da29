package dev.quiver.storage.graph;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Workers;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes a graph as in Malkov and Yashunin, <i>Efficient and robust approximate nearest neighbor
 * search using Hierarchical Navigable Small World graphs</i> (2016): rows are put in one after the
 * other, in random order, each joined to neighbours that a search through the graph so far finds.
 *
 * <p>Two threads share the work and still always make the same graph: rows go in by batches, each
 * small beside what is there; all rows of a batch look for neighbours in the graph as it was and
 * among the batch's rows before them, and then are joined. At the end, rows that no walk would come
 * upon are joined to a row near them.
 *
 * <p>Memory: {@link Layers}, and four bytes a row for each thread. For one use.
 */
public final class GraphBuilder {
  private static final int MOST_IN_BATCH = 256;
  private static final int BATCH_SHARE = 16;
  private static final int PART = 16;
  private static final long SEED = 20_161_109;

  private final GraphVectors vectors;
  private final GraphShape shape;
  private final Monitor monitor;
  private final Layers layers;
  private final Neighbourhood[] threads = new Neighbourhood[2];
  private int threadsUsed;

  /** A row that is being put in. */
  private static final class Joining {
    final int row;
    final int top;
    final int[][] chosen;

    Joining(int row, int top) {
      this.row = row;
      this.top = top;
      this.chosen = new int[top + 1][];
    }
  }

  public GraphBuilder(GraphVectors vectors, GraphShape shape, Monitor monitor) {
    this.vectors = vectors;
    this.shape = shape;
    this.monitor = monitor;
    this.layers = new Layers(vectors.rows(), shape.neighbours());
  }

  /**
   * Makes the graph of some rows; a step of the monitor for each.
   *
   * @param members rows that have a vector, ascending
   */
  public BuiltGraph build(int[] members) {
    int[] order = members.clone();
    Random random = new Random(SEED);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[other];
      order[other] = row;
    }
    for (int from = 0; from < order.length; ) {
      int size = Math.min(MOST_IN_BATCH, Math.max(1, from / BATCH_SHARE));
      int to = Math.min(order.length, from + size);
      Joining[] batch = new Joining[to - from];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = new Joining(order[from + i], top(random));
      }
      join(batch);
      from = to;
    }
    trim(order);
    new Reachability(layers, thread()).ensure(order, shape.effort(), monitor);
    return new BuiltGraph(layers, monitor);
  }

  private int top(Random random) {
    double level = -Math.log(1 - random.nextDouble()) / Math.log(shape.neighbours());
    return (int) Math.min(level, GraphLayout.MOST_LAYERS - 2.0);
  }

  /** One of the threads' own; they are handed out anew for each part of the work. */
  private synchronized Neighbourhood thread() {
    int number = threadsUsed++ % threads.length;
    if (threads[number] == null) {
      threads[number] = new Neighbourhood(layers, vectors, shape.effort());
    }
    return threads[number];
  }

  private void join(Joining[] batch) {
    Workers.run(
        (batch.length + PART - 1) / PART,
        () -> {
          Neighbourhood own = thread();
          Candidates scratch = new Candidates();
          return part -> {
            for (int i = part * PART; i < Math.min(batch.length, (part + 1) * PART); i++) {
              monitor.check();
              look(batch, i, own, scratch);
            }
            monitor.advance(Math.min(batch.length, (part + 1) * PART) - part * PART);
          };
        });
    int edges = 0;
    for (Joining joining : batch) {
      layers.add(joining.row, joining.top);
      for (int layer = 0; layer <= joining.top; layer++) {
        layers.set(joining.row, layer, joining.chosen[layer], joining.chosen[layer].length);
        edges += joining.chosen[layer].length;
      }
      if (layers.entry() < 0 || joining.top > layers.top(layers.entry())) {
        layers.enterAt(joining.row);
      }
    }
    joinBack(batch, edges);
  }

  /** Chooses the neighbours of a row of the batch. */
  private void look(Joining[] batch, int number, Neighbourhood own, Candidates scratch) {
    Joining joining = batch[number];
    float[] vector = own.vector(joining.row);
    int[] chosen = new int[shape.neighbours()];
    int at = layers.entry();
    int highest = at < 0 ? -1 : layers.top(at);
    for (int layer = highest; layer > joining.top; layer--) {
      at = own.descend(vector, at, layer);
    }
    int[] before = new int[number];
    for (int layer = joining.top; layer >= 0; layer--) {
      scratch.clear();
      if (layer <= highest) {
        own.search(vector, at, layer, shape.effort(), scratch);
        at = scratch.count() > 0 ? scratch.row(scratch.count() - 1) : at;
      }
      int count = 0;
      for (int i = 0; i < number; i++) {
        if (batch[i].top >= layer) {
          before[count++] = batch[i].row;
        }
      }
      own.measure(vector, before, count, scratch);
      count = own.choose(joining.row, scratch, shape.neighbours(), chosen);
      joining.chosen[layer] = Arrays.copyOf(chosen, count);
    }
  }

  /** Joins the neighbours of a batch's rows to them, each neighbour on one thread. */
  private void joinBack(Joining[] batch, int edges) {
    long[] targets = new long[edges];
    int[] sources = new int[edges];
    int count = 0;
    for (int b = 0; b < batch.length; b++) {
      for (int layer = 0; layer <= batch[b].top; layer++) {
        for (int neighbour : batch[b].chosen[layer]) {
          // A batch has at most 256 rows and a graph 32 layers.
          targets[count++] = (long) neighbour << 16 | layer << 8 | b;
        }
      }
    }
    Arrays.sort(targets);
    int[] starts = new int[count + 1];
    int groups = 0;
    for (int i = 0; i < count; i++) {
      sources[i] = batch[(int) (targets[i] & 0xFF)].row;
      if (i == 0 || targets[i] >>> 8 != targets[i - 1] >>> 8) {
        starts[groups++] = i;
      }
    }
    starts[groups] = count;
    int all = groups;
    Workers.run(
        (all + PART - 1) / PART,
        () -> {
          Neighbourhood own = thread();
          Candidates scratch = new Candidates();
          return part -> {
            monitor.check();
            for (int g = part * PART; g < Math.min(all, (part + 1) * PART); g++) {
              long target = targets[starts[g]] >>> 8;
              int[] more = Arrays.copyOfRange(sources, starts[g], starts[g + 1]);
              join((int) (target >>> 8), (int) target & 0xFF, more, own, scratch);
            }
          };
        });
  }

  private void join(int row, int layer, int[] more, Neighbourhood own, Candidates scratch) {
    if (layers.count(row, layer) + more.length > layers.capacity(layer)) {
      own.trim(row, layer, more, more.length, scratch);
    } else {
      for (int neighbour : more) {
        layers.join(row, layer, neighbour);
      }
    }
  }

  /** Brings all rows to as many neighbours as files have. */
  private void trim(int[] rows) {
    int[] none = {};
    Workers.run(
        (rows.length + MOST_IN_BATCH - 1) / MOST_IN_BATCH,
        () -> {
          Neighbourhood own = thread();
          Candidates scratch = new Candidates();
          return part -> {
            monitor.check();
            int end = Math.min(rows.length, (part + 1) * MOST_IN_BATCH);
            for (int i = part * MOST_IN_BATCH; i < end; i++) {
              for (int layer = 0; layer <= layers.top(rows[i]); layer++) {
                if (layers.count(rows[i], layer) > layers.most(layer)) {
                  own.trim(rows[i], layer, none, 0, scratch);
                }
              }
            }
          };
        });
  }
}
