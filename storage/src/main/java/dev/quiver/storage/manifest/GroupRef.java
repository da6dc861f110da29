package dev.quiver.storage.manifest;

import java.util.UUID;

/**
 * A group file that holds part of a list.
 *
 * @param entries how many, at most {@link Group#MAX_ENTRIES}
 * @param firstVersion of a group of history, the version of its first line; 0 for fragments
 */
public record GroupRef(UUID id, int entries, long firstVersion) {
  public GroupRef {
    if (entries < 1 || entries > Group.MAX_ENTRIES) {
      throw new IllegalArgumentException("group of " + entries);
    }
  }
}
