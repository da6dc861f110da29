package dev.quiver.benchmarks.ann;

import java.util.Arrays;
import java.util.Random;

/**
 * Vectors drawn from a mixture of Gaussians, as embeddings are spread: centres lie in a space of
 * few dimensions, each component stretches along few directions of its own, components differ in
 * weight and width, and all of it is blurred a little.
 */
public final class Mixture {
  private static final double BLUR = 0.06;
  private static final double WIDTH = 0.55 * 1.6;

  private final Random random;
  private final int dimension;
  private final float[][] centres;
  private final float[][][] directions;
  private final double[] widths;
  private final double[] weightsBelow;

  /**
   * @param spread dimensions of the space that the centres lie in
   * @param own directions of each component
   */
  public Mixture(int dimension, int components, int spread, int own, long seed) {
    this.random = new Random(seed);
    this.dimension = dimension;
    this.centres = new float[components][dimension];
    this.directions = new float[components][own][];
    this.widths = new double[components];
    this.weightsBelow = new double[components];
    float[][] base = new float[spread][];
    for (int i = 0; i < spread; i++) {
      base[i] = gaussian(1 / Math.sqrt(spread));
    }
    double weights = 0;
    for (int c = 0; c < components; c++) {
      for (float[] axis : base) {
        add(centres[c], axis, (float) random.nextGaussian());
      }
      for (int i = 0; i < own; i++) {
        directions[c][i] = gaussian(1 / Math.sqrt(own));
      }
      widths[c] = WIDTH * Math.exp(0.3 * random.nextGaussian());
      weights += Math.exp(0.7 * random.nextGaussian());
      weightsBelow[c] = weights;
    }
  }

  public float[][] next(int count) {
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = next();
    }
    return vectors;
  }

  public float[] next() {
    double place = random.nextDouble() * weightsBelow[weightsBelow.length - 1];
    int found = Arrays.binarySearch(weightsBelow, place);
    int component = found < 0 ? -found - 1 : found;
    float[] vector = gaussian(BLUR);
    add(vector, centres[component], 1);
    float[][] along = directions[component];
    for (int i = 0; i < along.length; i++) {
      double length = widths[component] / Math.pow(i + 1, 0.35) * random.nextGaussian();
      add(vector, along[i], (float) length);
    }
    return vector;
  }

  private float[] gaussian(double scale) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) (scale * random.nextGaussian());
    }
    return vector;
  }

  private static void add(float[] to, float[] other, float factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * other[i];
    }
  }
}
