package dev.quiver.storage.graph;

/**
 * How dense a graph is and how hard its making tries.
 *
 * @param neighbours that a new row is joined to on each layer, <i>M</i> of the paper; rows of layer
 *     0 have at most twice as many, those of the others as many
 * @param effort candidates kept while neighbours are looked for, <i>efConstruction</i>
 */
public record GraphShape(int neighbours, int effort) {
  public static final int LEAST_NEIGHBOURS = 2;
  public static final int MOST_NEIGHBOURS = 100;
  public static final int LEAST_EFFORT = 4;
  public static final int MOST_EFFORT = 2_000;
  public static final int USUAL_NEIGHBOURS = 16;
  public static final int USUAL_EFFORT = 100;

  public GraphShape {
    if (neighbours < LEAST_NEIGHBOURS
        || neighbours > MOST_NEIGHBOURS
        || effort < LEAST_EFFORT
        || effort > MOST_EFFORT) {
      throw new IllegalArgumentException(neighbours + " neighbours by effort " + effort);
    }
  }

  /** Neighbours of a row on a layer at most. */
  public int most(int layer) {
    return most(neighbours, layer);
  }

  static int most(int neighbours, int layer) {
    return layer == 0 ? 2 * neighbours : neighbours;
  }
}
