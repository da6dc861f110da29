package dev.quiver.functions.distance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scratch memory of one call for summing several rows at once: pieces of the rows, copied end to
 * end, against the query's pieces, repeated as often.
 *
 * <p>The copies are what makes it fast: C2 vectorises only loops over separate arrays at one index,
 * and the loop becomes long enough to matter. About 8 KB plus the repeated query, kept within the
 * first two levels of cache. Not for several threads.
 */
final class RowBlock {
  /** Elements of one scratch array. */
  private static final int WANTED_LENGTH = 512;

  private final RowShape shape;
  private final int capacity;
  private final float[] x0;
  private final float[] x1;
  private final float[] lanes;
  private final float[] quads;
  private final float[][] queryPieces;

  RowBlock(RowShape shape, float[] query, int rowCount) {
    this.shape = shape;
    this.capacity = Math.max(1, Math.min(rowCount, WANTED_LENGTH / shape.pieceLength()));
    int length = capacity * shape.pieceLength();
    this.x0 = new float[length];
    this.x1 = new float[length];
    this.lanes = new float[length];
    this.quads = new float[length / 4];
    this.queryPieces = new float[shape.pieces()][length];
    for (int piece = 0; piece < shape.pieces(); piece++) {
      for (int row = 0; row < capacity; row++) {
        System.arraycopy(
            query,
            shape.start(piece),
            queryPieces[piece],
            row * shape.pieceLength(),
            shape.length(piece));
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
      load(rows, firstRow, count, piece, x0);
      load(rows, firstRow, count, piece + 1, x1);
      terms.addPair(x0, x1, queryPieces[piece], queryPieces[piece + 1], lanes, length);
      if (normLanes != null) {
        Products.addSquares(x0, x1, normLanes, length);
      }
    }
    fold(lanes, count, sums);
    if (normLanes != null && norms != null) {
      fold(normLanes, count, norms);
    }
  }

  private void load(float[] rows, int firstRow, int count, int piece, float[] target) {
    int stride = shape.dimension();
    int length = shape.length(piece);
    int pieceLength = shape.pieceLength();
    int from = firstRow * stride + shape.start(piece);
    int to = 0;
    for (int row = 0; row < count; row++) {
      System.arraycopy(rows, from, target, to, length);
      from += stride;
      to += pieceLength;
    }
    if (length < pieceLength) {
      clearGaps(target, count, length);
    }
  }

  private void clearGaps(float[] target, int count, int used) {
    int pieceLength = shape.pieceLength();
    for (int row = 0; row < count; row++) {
      Arrays.fill(target, row * pieceLength + used, (row + 1) * pieceLength, 0);
    }
  }

  private void fold(float[] all, int count, float[] sums) {
    int rowQuads = shape.pieceLength() / 4;
    addQuads(all, quads, count * rowQuads);
    for (int row = 0; row < count; row++) {
      sums[row] = sum(quads, row * rowQuads, rowQuads);
    }
  }

  /** One long loop over all rows: short ones over each row's lanes take twice as long. */
  private static void addQuads(float[] lanes, float[] quads, int count) {
    for (int i = 0; i < count; i++) {
      quads[i] = (lanes[4 * i] + lanes[4 * i + 1]) + (lanes[4 * i + 2] + lanes[4 * i + 3]);
    }
  }

  private static float sum(float[] quads, int from, int count) {
    float sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += quads[i];
    }
    return sum;
  }
}
