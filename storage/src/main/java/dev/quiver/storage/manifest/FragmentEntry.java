package dev.quiver.storage.manifest;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fragment with its deletes at one version.
 *
 * @param deletes the file of deleted rows, null if there are none
 */
public record FragmentEntry(FragmentRecord fragment, @Nullable UUID deletes, int deletedRows) {
  public FragmentEntry {
    if (deletedRows < 0
        || deletedRows > fragment.rows()
        || (deletes == null) != (deletedRows == 0)) {
      throw new IllegalArgumentException(deletedRows + " deleted rows of " + fragment.rows());
    }
  }

  /** A fragment of which nothing is deleted. */
  public static FragmentEntry whole(FragmentRecord fragment) {
    return new FragmentEntry(fragment, null, 0);
  }

  public int liveRows() {
    return fragment.rows() - deletedRows;
  }
}
