package dev.quiver.storage;

/**
 * How a database is opened.
 *
 * @param readOnly refuse every transaction, and never make the database
 * @param createIfMissing make the database if there is none
 * @param autoCompact merge small fragments and give up old versions in the background after commits
 * @param retention what giving up in the background leaves
 * @param keyFileRows of how many rows fragments are written with key files: of fewer, their key
 *     columns are read as fast
 */
public record OpenOptions(
    boolean readOnly,
    boolean createIfMissing,
    boolean autoCompact,
    Retention retention,
    int keyFileRows) {
  /** What {@link #keyFileRows} is unless told otherwise. */
  public static final int KEY_FILE_ROWS = 1_024;

  /** Open for writing, made on first use. */
  public static final OpenOptions DEFAULT = new OpenOptions(false, true);

  /** Without any work in the background. */
  public OpenOptions(boolean readOnly, boolean createIfMissing) {
    this(readOnly, createIfMissing, false, Retention.DEFAULT);
  }

  /** With key files of all fragments but small ones. */
  public OpenOptions(
      boolean readOnly, boolean createIfMissing, boolean autoCompact, Retention retention) {
    this(readOnly, createIfMissing, autoCompact, retention, KEY_FILE_ROWS);
  }

  /** Likewise with key files of fragments of so many rows or more. */
  public OpenOptions withKeyFileRows(int rows) {
    return new OpenOptions(readOnly, createIfMissing, autoCompact, retention, rows);
  }

  /** Likewise, and made if there is none. */
  public OpenOptions creating() {
    return new OpenOptions(readOnly, true, autoCompact, retention, keyFileRows);
  }
}
