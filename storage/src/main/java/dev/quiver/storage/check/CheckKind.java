package dev.quiver.storage.check;

/** What a check looks at. */
public enum CheckKind {
  /** Each file that is named is there, with the length and identity it is named with. */
  REFERENCES,
  /** The bytes of each file are those that were written, and can be decoded. */
  CHECKSUMS,
  /** Rows, deleted rows, fragments and bytes are as many as manifests and histories say. */
  COUNTS,
  /** Bounds and NULL counts are those of the values. */
  STATISTICS,
  /** Deleted rows are rows of their fragments. */
  DELETES,
  /** Posting lists hold every row of their fragment exactly once. */
  INDEXES,
  /** No two rows of the newest version have one key, and key files hold the keys of their rows. */
  KEYS
}
