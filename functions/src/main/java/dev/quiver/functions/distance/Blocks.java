package dev.quiver.functions.distance;

/** What holds for every block of rows: its arrays are large enough; when scratch memory pays. */
final class Blocks {
  /** Fewer rows do not earn back the repeated query. */
  private static final int LEAST_ROWS = 8;

  /** Rows whose sums are taken before they are looked at: few, so that they stay near. */
  static final int ROWS = 64;

  private Blocks() {}

  static void check(int rowsLength, int rowCount, int width, int outLength) {
    if (rowCount < 0 || (long) rowCount * width > rowsLength || rowCount > outLength) {
      throw new IllegalArgumentException(
          "%d rows of width %d from an array of %d into %d"
              .formatted(rowCount, width, rowsLength, outLength));
    }
  }

  static boolean paysFor(int rowCount) {
    return rowCount >= LEAST_ROWS;
  }
}
