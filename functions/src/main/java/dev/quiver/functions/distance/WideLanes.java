package dev.quiver.functions.distance;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How rows are summed by the Vector API: eight elements at once (four where vectors are narrower)
 * into as many lanes, which are added up after every stretch; elements that fill no vector come
 * last, one by one.
 *
 * <p>Only 256 bits of wider vectors are used: the widest slow some processors down, and rows of
 * usual lengths do not fill them. Stretches bound how many roundings a lane goes through, so that
 * {@link FloatDistance#errorBound} holds. Loaded only where the module is present ({@link
 * Instructions}).
 */
final class WideLanes {
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() >= FloatVector.SPECIES_256.length()
          ? FloatVector.SPECIES_256
          : FloatVector.SPECIES_128;

  /** Elements of a vector. */
  static final int COUNT = SPECIES.length();

  private static final int STRETCH = 64 * COUNT;

  private WideLanes() {}

  /** Where to keep lanes while they are added up. */
  static float[] scratch() {
    return new float[FloatVector.SPECIES_256.length()];
  }

  /** How many of the elements fill vectors. */
  static int whole(int dimension) {
    return dimension - dimension % COUNT;
  }

  /** Where a stretch ends. */
  static int end(int start, int whole) {
    return Math.min(whole, start + STRETCH);
  }

  static FloatVector zero() {
    return FloatVector.zero(SPECIES);
  }

  /** The sum of the lanes, in an order of its own choice, but always the same. */
  static float sum(FloatVector lanes, float[] scratch) {
    lanes.intoArray(scratch, 0);
    float sum = (scratch[0] + scratch[1]) + (scratch[2] + scratch[3]);
    return COUNT == 4 ? sum : sum + ((scratch[4] + scratch[5]) + (scratch[6] + scratch[7]));
  }
}
