package dev.quiver.storage;

/**
 * Keeps a snapshot readable, with all that can be named from it, until it is closed or forgotten.
 */
public interface Pin extends AutoCloseable {
  /**
   * Whether a vacuum may have begun to remove what the snapshot needs before it was pinned; a newer
   * snapshot should then be taken.
   */
  boolean isLate();

  @Override
  void close();
}
