package dev.quiver.storage.index;

import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Vectors that indexes find hard in different ways, and queries beside them. */
enum RecallData {
  /** Around some centres. */
  MIXTURE(20),
  /** Evenly in a cube: there are no clusters. */
  UNIFORM(12),
  /** Near a plane of few dimensions that spread less and less: elements are correlated. */
  LOW_RANK(48),
  /** Most in few clusters of different widths, many of them several times. */
  HEAVY(16),
  /** Around some centres, of length one. */
  NORMALISED(32),
  /** Far from the origin for how near they are to each other, as coordinates are. */
  DISTANT(16),
  /** Bits: one in ten differs from a centre's. */
  FLIPPED(256),
  /** Bits without any order. */
  COINS(64);

  final int dimension;

  RecallData(int dimension) {
    this.dimension = dimension;
  }

  boolean areBits() {
    return this == FLIPPED || this == COINS;
  }

  VectorType type() {
    return new VectorType(
        dimension, areBits() ? VectorType.Element.BIT : VectorType.Element.FLOAT32);
  }

  /** So many vectors, in no order. */
  List<float @Nullable []> vectors(Random random, int count) {
    Source source = source(random);
    List<float @Nullable []> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(source.next());
    }
    Collections.shuffle(vectors, random);
    return vectors;
  }

  private interface Source {
    float[] next();
  }

  private Source source(Random random) {
    float[][] centres = new float[60][];
    for (int c = 0; c < centres.length; c++) {
      centres[c] = gaussian(random, 2);
    }
    return switch (this) {
      case MIXTURE -> () -> sum(centres[random.nextInt(centres.length)], gaussian(random, 1));
      case UNIFORM ->
          () -> {
            float[] vector = new float[dimension];
            for (int i = 0; i < dimension; i++) {
              vector[i] = random.nextFloat();
            }
            return vector;
          };
      case LOW_RANK ->
          () -> {
            float[] vector = gaussian(random, 0.1);
            for (int axis = 0; axis < 8; axis++) {
              double along = random.nextGaussian() / (1 + axis);
              for (int i = 0; i < dimension; i++) {
                vector[i] += (float) (along * centres[axis][i]);
              }
            }
            return vector;
          };
      case HEAVY ->
          () -> {
            int cluster = (int) (centres.length * Math.pow(random.nextDouble(), 4));
            double width = random.nextInt(4) == 0 ? 0 : cluster % 10 * 0.15;
            return sum(centres[cluster], gaussian(random, width));
          };
      case DISTANT ->
          () -> {
            float[] vector = gaussian(random, 1);
            for (int i = 0; i < dimension; i++) {
              vector[i] += 1_000;
            }
            return vector;
          };
      case FLIPPED -> () -> bits(centres[random.nextInt(centres.length)], random, 0.1);
      case COINS -> () -> bits(centres[0], random, 0.5);
      case NORMALISED -> () -> normalised(sum(centres[random.nextInt(20)], gaussian(random, 1.5)));
    };
  }

  private float[] gaussian(Random random, double deviation) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) (random.nextGaussian() * deviation);
    }
    return vector;
  }

  /** Which elements are positive, but for some. */
  static float[] bits(float[] vector, Random random, double flipped) {
    float[] bits = new float[vector.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = vector[i] > 0 == random.nextDouble() >= flipped ? 1 : 0;
    }
    return bits;
  }

  private static float[] sum(float[] a, float[] b) {
    float[] sum = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  private static float[] normalised(float[] vector) {
    double squared = 0;
    for (float value : vector) {
      squared += value * value;
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / Math.sqrt(squared));
    }
    return unit;
  }
}
