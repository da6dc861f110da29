package dev.quiver.storage.commit;

import dev.quiver.storage.TableName;
import java.util.UUID;

/** One table as a commit names it. The manifest is the file that says what the version holds. */
public record TableEntry(UUID id, TableName name, long version, UUID manifest) {
  public TableEntry {
    if (version < 1) {
      throw new IllegalArgumentException("version " + version);
    }
  }
}
