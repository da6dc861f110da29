package dev.quiver.storage;

import dev.quiver.storage.graph.GraphShape;

/**
 * How an index is to be made; 0 leaves a number to Quiver.
 *
 * @param lists how many lists to make
 * @param neighbours that a row of a graph is joined to
 * @param effort candidates kept while they are looked for
 * @param parts that vectors are cut into for their codes
 * @param bits of the code of a part, 4 or 8
 */
public record IndexParameters(int lists, int neighbours, int effort, int parts, int bits) {
  public static final int MAX_LISTS = 65_536;
  public static final int MAX_PARTS = 4_096;

  /** Elements in a part, if it is left to Quiver. */
  private static final int ELEMENTS_PER_PART = 4;

  private static final int USUAL_BITS = 8;

  /** Nothing in particular. */
  public static final IndexParameters USUAL = ofLists(0);

  public IndexParameters {
    boolean known = bits == 0 || bits == 4 || bits == 8;
    if (lists < 0 || lists > MAX_LISTS || parts < 0 || parts > MAX_PARTS || !known) {
      throw new IllegalArgumentException(
          lists + " lists, " + parts + " parts of " + bits + " bits");
    }
    shape(neighbours, effort);
  }

  /** So many lists. */
  public static IndexParameters ofLists(int lists) {
    return new IndexParameters(lists, 0, 0, 0, 0);
  }

  /** A graph. */
  public static IndexParameters ofGraph(int neighbours, int effort) {
    return new IndexParameters(0, neighbours, effort, 0, 0);
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

  /** Parts of vectors of so many elements. */
  public int partsOf(int dimension) {
    int usual = (dimension + ELEMENTS_PER_PART - 1) / ELEMENTS_PER_PART;
    return Math.min(dimension, parts == 0 ? Math.min(usual, MAX_PARTS) : parts);
  }

  /** Bits of the code of a part. */
  public int bitsOfPart() {
    return bits == 0 ? USUAL_BITS : bits;
  }
}
