package dev.quiver.functions.distance;

/**
 * How a row is cut for summing: into an even number of pieces of equal length, the last ones short
 * or empty.
 *
 * <p>Lane j of a row is the sum of element j of every piece, added piece by piece. Four
 * neighbouring lanes make a quad, {@code (lane0 + lane1) + (lane2 + lane3)}, and the row's sum is
 * that of its quads, added one by one. Every path sums in this order.
 */
record RowShape(int dimension, int pieces, int pieceLength) {
  RowShape {
    if (dimension < 0
        || pieces < 2
        || pieces % 2 != 0
        || pieceLength % 4 != 0
        || pieces * pieceLength < dimension) {
      throw new IllegalArgumentException(dimension + " in " + pieces + " of " + pieceLength);
    }
  }

  /**
   * The cut for a dimension: about √(d/8) pieces. A piece more is a bulk copy more for every row, a
   * piece less leaves longer lanes to add one by one; measured, this is where the two meet.
   */
  static RowShape of(int dimension) {
    int pieces = 2 * Math.max(1, (int) Math.round(Math.sqrt(dimension / 8.0) / 2));
    int pieceLength = (dimension + pieces - 1) / pieces;
    return new RowShape(dimension, pieces, (pieceLength + 3) / 4 * 4);
  }

  /** Where a piece starts in its row; the row's end for an empty piece. */
  int start(int piece) {
    return Math.min(dimension, piece * pieceLength);
  }

  /** How many elements a piece has. */
  int length(int piece) {
    return Math.min(pieceLength, dimension - start(piece));
  }

  /** The lanes, from the first, that have an element in every piece. */
  int fullLanes() {
    return length(pieces - 1);
  }
}
