package dev.quiver.functions.distance;

import java.util.Arrays;

/**
 * Sums one pair of vectors at a time, where they lie: for lone pairs, few rows and short ones.
 *
 * <p>Holds scratch memory of a few hundred bytes; not for several threads.
 */
final class RowSum {
  private final RowShape shape;
  private final float[] lanes;
  private final LaneFold fold;
  private final float[] result = new float[1];

  RowSum(RowShape shape) {
    this.shape = shape;
    this.lanes = new float[shape.isShort() ? 0 : shape.pieceLength()];
    this.fold = new LaneFold(lanes.length);
  }

  /** The same bits as {@link RowBlock#sum}. */
  float sum(LaneTerms terms, float[] a, int aOffset, float[] b, int bOffset) {
    if (shape.isShort()) {
      return terms.shortSum(a, aOffset, b, bOffset, shape.dimension());
    }
    Arrays.fill(lanes, 0);
    for (int piece = 0; piece < shape.pieces(); piece++) {
      int start = shape.start(piece);
      terms.addPiece(a, aOffset + start, b, bOffset + start, lanes, shape.length(piece));
    }
    fold.sums(lanes, lanes.length, 1, result);
    return result[0];
  }
}
