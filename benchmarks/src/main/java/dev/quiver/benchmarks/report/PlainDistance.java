package dev.quiver.benchmarks.report;

/** Distances by a loop that has nothing in common with what is measured. */
public final class PlainDistance {
  private PlainDistance() {}

  /** Four sums, since one would wait for itself. */
  public static double squared(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 4 <= a.length; i += 4) {
      float d0 = a[i] - b[i];
      float d1 = a[i + 1] - b[i + 1];
      float d2 = a[i + 2] - b[i + 2];
      float d3 = a[i + 3] - b[i + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < a.length; i++) {
      float difference = a[i] - b[i];
      s0 += difference * difference;
    }
    return s0 + s1 + s2 + s3;
  }
}
