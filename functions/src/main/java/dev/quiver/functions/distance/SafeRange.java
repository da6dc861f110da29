package dev.quiver.functions.distance;

/**
 * The range in which a sum taken in float can be trusted.
 *
 * <p>Above it the sum, or a part of it, overflowed. Below it the terms may have lost digits to
 * underflow: each loses at most 2^-150, so 65,535 of them less than 2^-33 of the smallest sum that
 * passes.
 */
final class SafeRange {
  private static final float SMALLEST = 0x1p-100f;

  private SafeRange() {}

  /** For sums of products. False for zero and for NaN. */
  static boolean holds(float sum) {
    float magnitude = Math.abs(sum);
    return magnitude >= SMALLEST && magnitude <= Float.MAX_VALUE;
  }

  /** For sums of differences, which do not underflow. */
  static boolean notOverflown(float sum) {
    return Math.abs(sum) <= Float.MAX_VALUE;
  }
}
