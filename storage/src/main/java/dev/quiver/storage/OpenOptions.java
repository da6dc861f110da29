package dev.quiver.storage;

/**
 * How a database is opened.
 *
 * @param readOnly refuse every transaction, and never make the database
 * @param createIfMissing make the database if there is none
 * @param autoCompact merge small fragments and give up old versions in the background after commits
 * @param retention what giving up in the background leaves
 */
public record OpenOptions(
    boolean readOnly, boolean createIfMissing, boolean autoCompact, Retention retention) {
  /** Open for writing, made on first use. */
  public static final OpenOptions DEFAULT = new OpenOptions(false, true);

  /** Without any work in the background. */
  public OpenOptions(boolean readOnly, boolean createIfMissing) {
    this(readOnly, createIfMissing, false, Retention.DEFAULT);
  }

  /** Likewise, and made if there is none. */
  public OpenOptions creating() {
    return new OpenOptions(readOnly, true, autoCompact, retention);
  }
}
