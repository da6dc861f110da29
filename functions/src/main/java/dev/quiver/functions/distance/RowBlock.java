package dev.quiver.functions.distance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scratch memory of one call for summing several rows at once: pieces of the rows, copied end to
 * end, against the query's pieces, repeated as often.
 *
 * <p>The copies are what makes it fast: C2 vectorises only loops over separate arrays at one index,
 * and the loop becomes long enough to matter. About 15 KB plus the repeated query, which stays
 * within the first two levels of cache. Not for several threads.
 */
final class RowBlock {
  /** Elements of one scratch array. */
  private static final int WANTED_LENGTH = 512;

  private final RowShape shape;
  private final int capacity;
  private final float[] x0;
  private final float[] x1;
  // The last pair has its own arrays: the gaps behind its short pieces stay zero.
  private final float[] last0;
  private final float[] last1;
  private final float[] lanes;
  private final LaneFold fold;
  private final float[][] queryPieces;

  RowBlock(RowShape shape, float[] query, int rowCount) {
    this.shape = shape;
    this.capacity = Math.max(1, Math.min(rowCount, WANTED_LENGTH / shape.pieceLength()));
    int length = capacity * shape.pieceLength();
    this.x0 = new float[length];
    this.x1 = new float[length];
    this.last0 = new float[length];
    this.last1 = new float[length];
    this.lanes = new float[length];
    this.fold = new LaneFold(length);
    this.queryPieces = new float[shape.pieces()][length];
    for (int piece = 0; piece < shape.pieces(); piece++) {
      for (int row = 0; row < capacity; row++) {
        int to = row * shape.pieceLength();
        System.arraycopy(query, shape.start(piece), queryPieces[piece], to, shape.length(piece));
      }
    }
  }

  /** The most rows of one {@link #sum}. */
  int capacity() {
    return capacity;
  }

  /** Sums the terms of {@code count} rows, and the rows' squared norms if asked for them. */
  void sum(
      LaneTerms terms,
      float[] rows,
      int firstRow,
      int count,
      float[] sums,
      float @Nullable [] norms) {
    int length = count * shape.pieceLength();
    float[] normLanes = norms == null ? null : new float[length];
    Arrays.fill(lanes, 0, length, 0);
    for (int piece = 0; piece < shape.pieces(); piece += 2) {
      boolean last = piece == shape.pieces() - 2;
      float[] first = last ? last0 : x0;
      float[] second = last ? last1 : x1;
      load(rows, firstRow, count, piece, first);
      load(rows, firstRow, count, piece + 1, second);
      terms.addPair(first, second, queryPieces[piece], queryPieces[piece + 1], lanes, length);
      if (normLanes != null) {
        Products.addSquares(first, second, normLanes, length);
      }
    }
    fold.sums(lanes, shape.pieceLength(), count, sums);
    if (normLanes != null && norms != null) {
      fold.sums(normLanes, shape.pieceLength(), count, norms);
    }
  }

  private void load(float[] rows, int firstRow, int count, int piece, float[] target) {
    int length = shape.length(piece);
    int from = firstRow * shape.dimension() + shape.start(piece);
    int to = 0;
    for (int row = 0; row < count; row++) {
      System.arraycopy(rows, from, target, to, length);
      from += shape.dimension();
      to += shape.pieceLength();
    }
  }
}
