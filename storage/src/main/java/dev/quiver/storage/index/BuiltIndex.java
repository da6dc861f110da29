package dev.quiver.storage.index;

import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import java.util.Map;
import java.util.UUID;

/** An index whose files are written and forced, but not their names. Files are by fragment. */
public record BuiltIndex(IndexEntry entry, Map<UUID, IndexFile> files) {
  public BuiltIndex {
    files = Map.copyOf(files);
  }
}
