package dev.quiver.parquet;

/** The copy that Lempel and Ziv's family of codecs is made of. */
final class Overlap {
  private Overlap() {}

  /** Repeats what began {@code distance} bytes before {@code to}; the copy may feed on itself. */
  static void copy(byte[] bytes, int to, int distance, int length) {
    int from = to - distance;
    int done = 0;
    // What is there already doubles with each step, so the copies never overlap.
    while (done < length) {
      int step = Math.min(length - done, distance + done);
      System.arraycopy(bytes, from, bytes, to + done, step);
      done += step;
    }
  }
}
