package dev.quiver.functions.quantiser;

/**
 * A query as the scan of codes needs it: rotated, each element rounded to a multiple of a step from
 * −8 to 7, and these multiples cut into four planes of bits, two's complement.
 *
 * <p>⟨s, Pq⟩ (see {@link Encoder}) is then {@code step · (count − sum / 2)}, where count is the sum
 * of the multiples at the set bits of the code. Immutable.
 */
public final class QueryCode {
  private static final int PLANES = 4;
  private static final int LEAST = -8;
  private static final int MOST = 7;

  private final int[][] planes;
  private final float step;
  private final float shift;
  private final float roundingError;
  private final float squaredLength;

  private QueryCode(
      int[][] planes, float step, float shift, float roundingError, float squaredLength) {
    this.planes = planes;
    this.step = step;
    this.shift = shift;
    this.roundingError = roundingError;
    this.squaredLength = squaredLength;
  }

  /** A query in the space of the encoded vectors; it is left as it is. */
  public static QueryCode of(Rotation rotation, float[] query) {
    int padded = rotation.padded();
    float[] rotated = java.util.Arrays.copyOf(query, padded);
    rotation.apply(rotated);
    float largest = 0;
    double squared = 0;
    for (float value : rotated) {
      largest = Math.max(largest, Math.abs(value));
      squared += (double) value * value;
    }
    float step = largest / 7.5f;
    float scale = step > 0 ? 1 / step : 0;
    int[][] planes = new int[PLANES][padded / 32];
    long sum = 0;
    for (int i = 0; i < padded; i++) {
      int multiple = Math.max(LEAST, Math.min(MOST, Math.round(rotated[i] * scale)));
      sum += multiple;
      for (int p = 0; p < PLANES; p++) {
        planes[p][i >>> 5] |= ((multiple >>> p) & 1) << (i & 31);
      }
    }
    return new QueryCode(
        planes, step, -step * sum / 2, (float) (step * Math.sqrt(padded / 48.0)), (float) squared);
  }

  /** The bits of weight {@code 1 << plane} (−8 for plane 3) of 32 elements. */
  int bits(int plane, int word) {
    return planes[plane][word];
  }

  /** The bits of one plane of 64 elements, from an even word on. */
  long pair(int plane, int word) {
    return join(planes[plane][word], planes[plane][word + 1]);
  }

  /** Two words as one. */
  static long join(int low, int high) {
    return low & 0xFFFF_FFFFL | (long) high << 32;
  }

  public int words() {
    return planes[0].length;
  }

  float step() {
    return step;
  }

  float shift() {
    return shift;
  }

  /** The standard error of ⟨s, Pq⟩ that comes from rounding the query. */
  public float roundingError() {
    return roundingError;
  }

  public float squaredLength() {
    return squaredLength;
  }
}
