package dev.quiver.planner;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.file.FileStore;

/**
 * One open database in this process: the storage below, a cache of plans, the list of what runs.
 *
 * <p>Safe for any number of threads. Sessions that are still open when it is closed fail from then
 * on.
 */
public interface Engine extends AutoCloseable {
  /**
   * Opens the database in a place, or makes one there.
   *
   * @throws dev.quiver.functions.error.QuiverException NOT_A_DATABASE, NEWER_FORMAT, CORRUPT_FILE,
   *     IO_FAILURE
   */
  static Engine open(FileStore store, OpenOptions options) {
    return open(Database.open(store, options));
  }

  /** Takes over an open database, which it closes when it is closed. */
  static Engine open(Database database) {
    WarmUp.startOnce();
    return new LocalEngine(database);
  }

  /**
   * Opens a connection's view of the database; costs nothing.
   *
   * @throws dev.quiver.functions.error.QuiverException UNKNOWN_SCHEMA, UNKNOWN_TAG, NO_VERSION_AT
   */
  Session session(SessionOptions options);

  @Override
  void close();
}
