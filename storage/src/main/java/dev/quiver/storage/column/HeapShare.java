package dev.quiver.storage.column;

/** How large a buffer may be: what is best, or less where the process has a small heap. */
public final class HeapShare {
  /** A fragment is written in three parts at most, each with a buffer that doubles as it grows. */
  private static final int PARTS_OF_HEAP = 16;

  private HeapShare() {}

  /** So many bytes, but no more than a sixteenth of the heap. */
  public static int bytes(int best) {
    return (int) Math.min(best, Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP);
  }
}
