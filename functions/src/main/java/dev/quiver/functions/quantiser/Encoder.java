package dev.quiver.functions.quantiser;

/**
 * Makes RaBitQ codes of vectors relative to a centre: Jianyang Gao and Cheng Long, "RaBitQ:
 * Quantizing High-Dimensional Vectors with a Theoretical Error Bound for Approximate Nearest
 * Neighbor Search", SIGMOD 2024.
 *
 * <p>For a vector x of the list with centre c, r = x − c is rotated by P; the code is the sign bit
 * of each element of Pr. Write s for the vector of ±½ that the code stands for. In the paper's
 * names the code is x̄ = 2s/√D, and ⟨x̄, Pr/|r|⟩ = 2⟨s, Pr⟩/(|r|√D) is known when encoding. For a
 * query q
 *
 * <pre>
 *  |x − q|² = |q − c|² + |r|² − 2⟨r, q − c⟩,   ⟨r, q − c⟩ ≈ |r|² / ⟨s, Pr⟩ · (⟨s, Pq⟩ − ⟨s, Pc⟩)
 * </pre>
 *
 * which is unbiased over random rotations. Hence three terms are kept with each code:
 *
 * <pre>
 *  base    |r|² + 2|r|²⟨s, Pc⟩/⟨s, Pr⟩          slope   −2|r|²/⟨s, Pr⟩
 *  error   2|r| √((|r|²D/(4⟨s, Pr⟩²) − 1)/(D − 1)), the estimate's standard error over |q − c|
 *  estimate = |q − c|² + base + slope · ⟨s, Pq⟩
 * </pre>
 *
 * <p>Holds scratch memory of a vector; for one thread.
 */
public final class Encoder {
  private final Rotation rotation;
  private final int dimension;
  private final float[] centre;
  private final float[] residual;

  /** The terms of one code. */
  public record Terms(float base, float slope, float error) {
    /** Whether distances can be estimated from them. */
    public boolean areFinite() {
      return Float.isFinite(base) && Float.isFinite(slope) && Float.isFinite(error);
    }
  }

  public Encoder(Rotation rotation, int dimension) {
    this.rotation = rotation;
    this.dimension = dimension;
    this.centre = new float[rotation.padded()];
    this.residual = new float[rotation.padded()];
  }

  /** The centre of the vectors that follow. */
  public void enter(float[] centres, int from) {
    java.util.Arrays.fill(centre, 0);
    System.arraycopy(centres, from, centre, 0, dimension);
    rotation.apply(centre);
  }

  /**
   * Encodes one vector.
   *
   * @param centres the array that {@link #enter} was given, and the place there
   * @param code receives D/32 words, the first element in the lowest bit of the first
   */
  public Terms encode(float[] rows, int from, float[] centres, int centreFrom, int[] code) {
    java.util.Arrays.fill(residual, 0);
    double squared = 0;
    for (int i = 0; i < dimension; i++) {
      float difference = rows[from + i] - centres[centreFrom + i];
      residual[i] = difference;
      squared += (double) difference * difference;
    }
    rotation.apply(residual);
    double along = 0;
    double alongCentre = 0;
    for (int w = 0; w < code.length; w++) {
      int bits = 0;
      for (int b = 0; b < 32; b++) {
        int i = w * 32 + b;
        float value = residual[i];
        if (value > 0) {
          bits |= 1 << b;
          along += value;
          alongCentre += centre[i];
        } else {
          along -= value;
          alongCentre -= centre[i];
        }
      }
      code[w] = bits;
    }
    return terms(squared, along / 2, alongCentre / 2);
  }

  private Terms terms(double squared, double along, double alongCentre) {
    if (along <= 0) {
      return new Terms(0, 0, 0); // The vector is the centre.
    }
    int padded = rotation.padded();
    double ratio = squared / along;
    double spread = Math.max(0, squared * padded / (4 * along * along) - 1) / (padded - 1);
    return new Terms(
        (float) (squared + 2 * ratio * alongCentre),
        (float) (-2 * ratio),
        (float) (2 * Math.sqrt(squared * spread)));
  }
}
