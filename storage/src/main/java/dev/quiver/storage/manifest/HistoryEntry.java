package dev.quiver.storage.manifest;

import dev.quiver.storage.VersionRecord;
import java.util.UUID;

/** A line of a table's history with the manifest of that version. */
public record HistoryEntry(VersionRecord version, UUID manifest) {}
