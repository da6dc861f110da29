package dev.quiver.storage.manifest;

import dev.quiver.storage.VersionRecord;
import java.util.UUID;

/** A line of a table's history with the manifest of that version. */
public record HistoryEntry(VersionRecord version, UUID manifest) {
  /** The same version by another manifest. */
  public HistoryEntry withManifest(UUID other) {
    return new HistoryEntry(version, other);
  }
}
