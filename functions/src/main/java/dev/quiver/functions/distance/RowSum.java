package dev.quiver.functions.distance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums one pair of vectors at a time, where they lie: for lone pairs, few rows and short ones.
 *
 * <p>Holds scratch memory of a few hundred bytes; not for several threads.
 */
final class RowSum {
  private final RowTerms terms;
  private final RowShape shape;
  private final @Nullable LaneTerms laneTerms;
  private final float[] lanes;
  private final LaneFold fold;
  private final float[] result = new float[1];

  RowSum(RowTerms terms, RowShape shape) {
    this.terms = terms;
    this.shape = shape;
    this.laneTerms = lanes(terms, shape);
    this.lanes = new float[laneTerms == null ? 0 : shape.pieceLength()];
    this.fold = new LaneFold(lanes.length);
  }

  /** The terms by which rows are summed in lanes; null where they are summed as they lie. */
  static @Nullable LaneTerms lanes(RowTerms terms, RowShape shape) {
    return terms instanceof LaneTerms inLanes && !shape.isShort() ? inLanes : null;
  }

  /** The same bits as {@link RowBlock#sum}. */
  float sum(float[] a, int aOffset, float[] b, int bOffset) {
    if (laneTerms == null) {
      return terms.sum(a, aOffset, b, bOffset, shape.dimension());
    }
    Arrays.fill(lanes, 0);
    for (int piece = 0; piece < shape.pieces(); piece++) {
      int start = shape.start(piece);
      laneTerms.addPiece(a, aOffset + start, b, bOffset + start, lanes, shape.length(piece));
    }
    fold.sums(lanes, lanes.length, 1, result);
    return result[0];
  }
}
