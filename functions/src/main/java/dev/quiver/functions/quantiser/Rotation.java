package dev.quiver.functions.quantiser;

import java.util.Random;

/**
 * A random rotation of vectors padded with zeros to a multiple of 32 elements: four rounds of
 * random signs and a fast Walsh–Hadamard transform over the largest power of two that fits, at
 * either end in turn, each followed by a step of Kac's walk that mixes the two halves.
 *
 * <p>It takes O(D log D) and is fixed by dimension and seed: the signs are those of {@link Random},
 * whose sequence is specified. Safe for any number of threads.
 */
public final class Rotation {
  private static final int ROUNDS = 4;

  private final int padded;
  private final int transformed;
  private final float[] signs;

  public Rotation(int dimension, long seed) {
    this.padded = padded(dimension);
    this.transformed = Integer.highestOneBit(padded);
    this.signs = new float[ROUNDS * padded];
    Random random = new Random(seed);
    for (int i = 0; i < signs.length; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
  }

  /** The dimension after padding. */
  public static int padded(int dimension) {
    return Math.multiplyExact((dimension + 31) / 32, 32);
  }

  public int padded() {
    return padded;
  }

  /** Rotates a padded vector in place. */
  public void apply(float[] vector) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < padded; i++) {
        vector[i] *= signs[round * padded + i];
      }
      if (transformed == padded) {
        hadamard(vector, 0, transformed);
      } else {
        hadamard(vector, (round & 1) == 0 ? 0 : padded - transformed, transformed);
        mixHalves(vector);
      }
    }
  }

  private void mixHalves(float[] vector) {
    int half = padded / 2;
    float scale = (float) Math.sqrt(0.5);
    for (int i = 0; i < half; i++) {
      float a = vector[i];
      float b = vector[i + half];
      vector[i] = (a + b) * scale;
      vector[i + half] = (a - b) * scale;
    }
  }

  /** Three levels at a time as long as they last: loops over the first ones would be too short. */
  private static void hadamard(float[] x, int from, int size) {
    int half = 1;
    for (; half * 8 <= size; half *= 8) {
      threeLevels(x, from, size, half);
    }
    for (; half < size; half *= 2) {
      level(x, from, size, half);
    }
    float scale = (float) (1 / Math.sqrt(size));
    for (int i = from; i < from + size; i++) {
      x[i] *= scale;
    }
  }

  private static void level(float[] x, int from, int size, int half) {
    for (int start = from; start < from + size; start += half << 1) {
      for (int j = start; j < start + half; j++) {
        float a = x[j];
        float b = x[j + half];
        x[j] = a + b;
        x[j + half] = a - b;
      }
    }
  }

  /** The levels of so many neighbours, of twice and of four times as many. */
  private static void threeLevels(float[] x, int from, int size, int half) {
    for (int i = 0; i < size / 8; i++) {
      int at = from + ((i & -half) << 3 | i & (half - 1));
      float a = x[at];
      float b = x[at + half];
      float c = x[at + 2 * half];
      float d = x[at + 3 * half];
      float e = x[at + 4 * half];
      float f = x[at + 5 * half];
      float g = x[at + 6 * half];
      float h = x[at + 7 * half];
      float ab = a + b;
      float ba = a - b;
      float cd = c + d;
      float dc = c - d;
      float ef = e + f;
      float fe = e - f;
      float gh = g + h;
      float hg = g - h;
      a = ab + cd;
      b = ba + dc;
      c = ab - cd;
      d = ba - dc;
      e = ef + gh;
      f = fe + hg;
      g = ef - gh;
      h = fe - hg;
      x[at] = a + e;
      x[at + half] = b + f;
      x[at + 2 * half] = c + g;
      x[at + 3 * half] = d + h;
      x[at + 4 * half] = a - e;
      x[at + 5 * half] = b - f;
      x[at + 6 * half] = c - g;
      x[at + 7 * half] = d - h;
    }
  }
}
