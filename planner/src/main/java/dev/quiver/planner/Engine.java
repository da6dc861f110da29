package dev.quiver.planner;

/**
 * One open database in this process: the storage below, a cache of plans, the list of what runs.
 *
 * <p>Safe for any number of threads. Sessions that are still open when it is closed fail from then
 * on.
 */
public interface Engine extends AutoCloseable {
  /**
   * Opens a connection's view of the database; costs nothing.
   *
   * @throws dev.quiver.functions.error.QuiverException UNKNOWN_SCHEMA, UNKNOWN_TAG, NO_VERSION_AT
   */
  Session session(SessionOptions options);

  @Override
  void close();
}
