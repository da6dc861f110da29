package dev.quiver.storage.file;

import dev.quiver.functions.error.QuiverException;
import java.util.Collection;

/** Files that were made for something that did not come to be. */
public final class Orphans {
  private Orphans() {}

  /** Removes files that nothing names, as far as that can be done. */
  public static void delete(FileStore store, Collection<String> paths) {
    for (String path : paths) {
      try {
        store.delete(path);
      } catch (QuiverException e) {
        continue; // An orphan harms no one, and the failure that led here is the one to report.
      }
    }
  }
}
