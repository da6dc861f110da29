package dev.quiver.functions.cluster;

/**
 * Vectors row after row in one array, from index 0. Elements must be finite, and so must squared
 * lengths be as floats.
 */
public record Points(float[] values, int count, int dimension) {
  public Points {
    if (dimension < 1 || count < 0 || (long) count * dimension > values.length) {
      throw new IllegalArgumentException(
          "%d points of dimension %d in %d floats".formatted(count, dimension, values.length));
    }
  }
}
