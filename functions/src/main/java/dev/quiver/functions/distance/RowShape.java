package dev.quiver.functions.distance;

/**
 * How a row is cut for summing: into an even number of pieces of equal length, of which only the
 * last two may be short or empty.
 *
 * <p>Lane j of a row is the sum of element j of every piece, added piece by piece; {@link LaneFold}
 * says how the lanes are added. Short rows are summed as they lie, term by term. Every path sums in
 * this order.
 */
record RowShape(int dimension, int pieces, int pieceLength) {
  /** Where the vector instructions of long rows earn back their copies; both are equal at 384. */
  private static final int LONG = 256;

  RowShape {
    if (dimension < 0 || pieces % 2 != 0 || pieceLength % LaneFold.GROUP != 0) {
      throw new IllegalArgumentException(dimension + " in " + pieces + " of " + pieceLength);
    }
    if (pieces * pieceLength < dimension || (pieces - 2) * pieceLength > dimension) {
      throw new IllegalArgumentException(dimension + " in " + pieces + " of " + pieceLength);
    }
  }

  /**
   * The cut for a dimension: pieces of about √(8d). A piece more is a bulk copy more for every row,
   * a piece less leaves longer lanes to add one by one; measured, this is where the two meet.
   */
  static RowShape of(int dimension) {
    int groups = (int) Math.round(Math.sqrt(8.0 * dimension) / LaneFold.GROUP);
    int pieceLength = LaneFold.GROUP * Math.max(1, groups);
    int pairs = (dimension + 2 * pieceLength - 1) / (2 * pieceLength);
    return new RowShape(dimension, 2 * Math.max(1, pairs), pieceLength);
  }

  /** Whether the row is summed with no lanes: the copies do not pay for so few elements. */
  boolean isShort() {
    return dimension < LONG;
  }

  /** How many roundings the sum of a row goes through at most. */
  int roundings() {
    return isShort() ? dimension / 2 : pieces + pieceLength / LaneFold.GROUP;
  }

  /** Where a piece starts in its row; the row's end for an empty piece. */
  int start(int piece) {
    return Math.min(dimension, piece * pieceLength);
  }

  /** How many elements a piece has. */
  int length(int piece) {
    return Math.min(pieceLength, dimension - start(piece));
  }
}
