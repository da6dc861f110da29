package dev.quiver.storage.lookup;

/**
 * The keys of a fragment's rows: their hashes, ascending as unsigned numbers, each with its row.
 * Deleted rows are among them, rows with a NULL in the key are not. Immutable; safe for any number
 * of threads.
 */
public sealed interface KeyIndex permits SortedKeys, KeyFile {
  /** How many rows have a key. */
  int keys();

  /** The first position of a hash, or -1 if there is none. */
  int find(long hash);

  long hash(int position);

  /** The row at a position: an offset in the fragment. */
  int row(int position);

  /** Copies hashes from a position on, as many as fit or are left; returns how many. */
  int hashes(int from, long[] out);
}
