package dev.quiver.storage;

import dev.quiver.storage.graph.GraphShape;

/**
 * How an index is to be made; 0 leaves a number to Quiver.
 *
 * @param lists how many lists to make
 * @param neighbours that a row of a graph is joined to
 * @param effort candidates kept while they are looked for
 */
public record IndexParameters(int lists, int neighbours, int effort) {
  public static final int MAX_LISTS = 65_536;

  /** Nothing in particular. */
  public static final IndexParameters USUAL = new IndexParameters(0, 0, 0);

  public IndexParameters {
    if (lists < 0 || lists > MAX_LISTS) {
      throw new IllegalArgumentException(lists + " lists");
    }
    shape(neighbours, effort);
  }

  /** The graph asked for. */
  public GraphShape shape() {
    return shape(neighbours, effort);
  }

  private static GraphShape shape(int neighbours, int effort) {
    return new GraphShape(
        neighbours == 0 ? GraphShape.USUAL_NEIGHBOURS : neighbours,
        effort == 0 ? GraphShape.USUAL_EFFORT : effort);
  }
}
