package dev.quiver.storage.graph;

/**
 * Finds and chooses neighbours, for one of the threads that make a graph: the search through the
 * layers there are, and the heuristic of the paper, which leaves out what is nearer to a neighbour
 * chosen already than to the row itself.
 */
final class Neighbourhood {
  private static final int SOME = 8;

  private final Layers layers;
  private final GraphVectors vectors;
  private final GraphVectors.Loader loader;
  private final int[] seen;
  private final NodeHeap frontier = new NodeHeap(false, 256);
  private final NodeHeap best;
  private final int[] batch;
  private final int[] near;
  private final int[] one = new int[1];
  private final float[] loaded;
  private final double[] distances;
  private final float[] candidate;
  private final float[][] chosen;
  private final double[] toChosen = new double[SOME];
  private int stamp;

  Neighbourhood(Layers layers, GraphVectors vectors, int effort) {
    int dimension = vectors.dimension();
    this.layers = layers;
    this.vectors = vectors;
    this.loader = vectors.source().open();
    this.seen = new int[layers.rows()];
    this.best = new NodeHeap(true, effort + 1);
    this.near = new int[layers.capacity(0)];
    this.batch = new int[near.length + 1];
    this.loaded = new float[batch.length * dimension];
    this.distances = new double[batch.length];
    this.candidate = new float[dimension];
    this.chosen = new float[layers.most(0) / SOME + 1][];
  }

  /** The vector of a row, in an array of its own. */
  float[] vector(int row) {
    float[] vector = new float[vectors.dimension()];
    one[0] = row;
    loader.load(one, 1, vector);
    return vector;
  }

  private void measure(float[] query, int count) {
    loader.load(batch, count, loaded);
    vectors.distance().distances(loaded, count, query, distances);
  }

  /** The distances of some rows to a vector. */
  void measure(float[] query, int[] rows, int count, Candidates out) {
    for (int from = 0; from < count; from += batch.length) {
      int size = Math.min(batch.length, count - from);
      System.arraycopy(rows, from, batch, 0, size);
      measure(query, size);
      for (int i = 0; i < size; i++) {
        out.add(batch[i], (float) distances[i]);
      }
    }
  }

  /** The row of a layer that none of its neighbours is nearer than, coming from {@code row}. */
  int descend(float[] query, int row, int layer) {
    batch[0] = row;
    measure(query, 1);
    double nearest = distances[0];
    int at = row;
    boolean nearer = true;
    while (nearer) {
      nearer = false;
      int count = layers.neighbours(at, layer, near);
      System.arraycopy(near, 0, batch, 0, count);
      measure(query, count);
      for (int i = 0; i < count; i++) {
        if (distances[i] < nearest) {
          nearest = distances[i];
          at = batch[i];
          nearer = true;
        }
      }
    }
    return at;
  }

  /** The rows of a layer nearest to a vector, so many at most, in no order. */
  void search(float[] query, int from, int layer, int effort, Candidates out) {
    stamp++;
    frontier.clear();
    best.clear();
    batch[0] = from;
    seen[from] = stamp;
    take(query, 1, effort);
    while (frontier.size() > 0
        && (best.size() < effort || frontier.firstDistance() <= best.firstDistance())) {
      int count = layers.neighbours(frontier.poll(), layer, near);
      int size = 0;
      for (int i = 0; i < count; i++) {
        if (seen[near[i]] != stamp) {
          seen[near[i]] = stamp;
          batch[size++] = near[i];
        }
      }
      take(query, size, effort);
    }
    out.clear();
    while (best.size() > 0) {
      float distance = best.firstDistance();
      out.add(best.poll(), distance);
    }
  }

  private void take(float[] query, int size, int effort) {
    measure(query, size);
    for (int i = 0; i < size; i++) {
      float distance = (float) distances[i];
      if (best.size() < effort || distance < best.firstDistance()) {
        frontier.add(distance, batch[i]);
        best.add(distance, batch[i]);
        if (best.size() > effort) {
          best.poll();
        }
      }
    }
  }

  /**
   * Chooses neighbours for a row among candidates; writes them to {@code out}, nearest first.
   *
   * @return how many; {@code most} at most
   */
  int choose(int owner, Candidates from, int most, int[] out) {
    from.sort(owner);
    int dimension = vectors.dimension();
    int count = 0;
    for (int i = 0; i < from.count() && count < most; i++) {
      one[0] = from.row(i);
      loader.load(one, 1, candidate);
      if (!isNearerToChosen(from.distance(i), count)) {
        int block = count / SOME;
        if (chosen[block] == null) {
          chosen[block] = new float[SOME * dimension];
        }
        System.arraycopy(candidate, 0, chosen[block], count % SOME * dimension, dimension);
        out[count++] = from.row(i);
      }
    }
    return count;
  }

  private boolean isNearerToChosen(float distance, int count) {
    for (int from = 0; from < count; from += SOME) {
      int size = Math.min(SOME, count - from);
      vectors.distance().distances(chosen[from / SOME], size, candidate, toChosen);
      for (int i = 0; i < size; i++) {
        if (toChosen[i] < distance) {
          return true;
        }
      }
    }
    return false;
  }

  /** Leaves a row no more neighbours on a layer than a file has, with {@code more} considered. */
  void trim(int row, int layer, int[] more, int moreCount, Candidates scratch) {
    int count = layers.neighbours(row, layer, near);
    scratch.clear();
    float[] query = vector(row);
    int[] all = new int[count + moreCount];
    System.arraycopy(near, 0, all, 0, count);
    System.arraycopy(more, 0, all, count, moreCount);
    measure(query, all, all.length, scratch);
    int kept = choose(row, scratch, layers.most(layer), near);
    layers.set(row, layer, near, kept);
  }
}
