package dev.quiver.storage.graph;

import dev.quiver.functions.distance.FloatDistance;

/**
 * The vectors that a graph is made over, by row. Safe for any number of threads; each takes a
 * loader of its own.
 *
 * @param rows of the fragment, those without a vector included
 * @param distance between vectors as they are loaded
 */
public record GraphVectors(int rows, int dimension, FloatDistance distance, Source source) {

  /** Where vectors come from. */
  public interface Source {
    Loader open();
  }

  /** Loads vectors. For one thread. */
  public interface Loader {
    /** Writes the vectors of some rows to {@code out}, one behind the other. */
    void load(int[] rows, int count, float[] out);
  }
}
