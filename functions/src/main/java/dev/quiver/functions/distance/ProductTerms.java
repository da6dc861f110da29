package dev.quiver.functions.distance;

/** Sums of products, of which a cosine needs those of vectors with themselves too. */
interface ProductTerms extends RowTerms {
  /** The squared norms of four rows that lie end to end, summed like {@link #sums}. */
  void norms(float[] rows, int first, int dimension, float[] norms, int at);
}
