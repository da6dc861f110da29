package dev.quiver.storage;

/**
 * How a database is opened.
 *
 * @param readOnly refuse every transaction, and never make the database
 * @param createIfMissing make the database if there is none
 */
public record OpenOptions(boolean readOnly, boolean createIfMissing) {
  /** Open for writing, made on first use. */
  public static final OpenOptions DEFAULT = new OpenOptions(false, true);
}
