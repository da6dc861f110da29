package dev.quiver.storage.manifest;

import java.util.List;
import java.util.UUID;

/**
 * A column file of a fragment.
 *
 * @param fieldIds the columns, in the order of the file
 */
public record DataFile(UUID id, long length, int checksum, List<Integer> fieldIds) {
  public DataFile {
    fieldIds = List.copyOf(fieldIds);
  }
}
