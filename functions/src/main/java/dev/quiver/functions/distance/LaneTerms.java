package dev.quiver.functions.distance;

/**
 * The terms that a metric sums, in the forms that kernels without special instructions need.
 *
 * <p>The loops of the implementations are alike but for the term, and are written out so that the
 * JIT compiler sees each as a small method of its own: a shared loop with the term behind an
 * interface is neither inlined nor vectorised. There is no fused multiply-add in them: it would
 * make results depend on the hardware, and be very slow where there is none. Where bulk copies set
 * the pace it gains nothing; short rows would be a fifth faster.
 *
 * <p>Short rows have no lanes and are summed term by term ({@link RowTerms}): four at once, since
 * their sums do not wait for one another, which a single one spends most of its time with. Measured
 * at 100 elements: 60 ns a row, where {@link #addPair} with its copies takes 110 and one sum alone
 * 90.
 */
interface LaneTerms extends RowTerms {
  /**
   * Adds the terms of two pieces to the lanes, the first piece's first.
   *
   * <p>All arrays are separate and share one index, and there are five of them: in this shape C2
   * vectorises the loop on JDK 17 and later. With nine arrays (four pieces) it does not on 17.
   */
  void addPair(float[] x0, float[] x1, float[] q0, float[] q1, float[] lanes, int count);

  /** Adds the terms of one piece, where it lies: no copies, and no vector instructions either. */
  void addPiece(float[] a, int aFrom, float[] b, int bFrom, float[] lanes, int count);
}
