package dev.quiver.storage.check;

/** Follows a check. What it throws ends the check. */
@FunctionalInterface
public interface CheckListener {
  /** Called by the checking thread before each file and every few thousand rows. */
  void progress(long files, long rows, long bytes);

  /** Lets the check run to its end. */
  static CheckListener none() {
    return (files, rows, bytes) -> {};
  }
}
