package dev.quiver.storage.manifest;

import java.util.List;
import java.util.UUID;

/**
 * The key file of a fragment for one key.
 *
 * @param fieldIds the columns of the key, in its order
 */
public record KeyFileEntry(UUID id, long length, int checksum, List<Integer> fieldIds) {
  public KeyFileEntry {
    fieldIds = List.copyOf(fieldIds);
  }
}
