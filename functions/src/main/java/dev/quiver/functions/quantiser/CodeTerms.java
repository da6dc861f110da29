package dev.quiver.functions.quantiser;

/** The {@link Encoder.Terms} of a block of codes, each in an array of its own from index 0. */
public record CodeTerms(float[] base, float[] slope, float[] error) {
  /** Room for so many. */
  public static CodeTerms of(int mostVectors) {
    return new CodeTerms(new float[mostVectors], new float[mostVectors], new float[mostVectors]);
  }
}
