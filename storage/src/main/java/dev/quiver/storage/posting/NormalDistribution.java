package dev.quiver.storage.posting;

/** The normal distribution function, to five digits (Abramowitz and Stegun, 26.2.17). */
final class NormalDistribution {
  private static final double[] COEFFICIENTS = {
    0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429
  };

  private NormalDistribution() {}

  /** The probability that a standard normal variable is below {@code z}. */
  static double below(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double sum = 0;
    for (int i = COEFFICIENTS.length - 1; i >= 0; i--) {
      sum = (sum + COEFFICIENTS[i]) * t;
    }
    double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * sum;
    return z > 0 ? 1 - tail : tail;
  }
}
