package dev.quiver.storage.snapshot;

import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.Occupancy;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.key.KeyTables;
import dev.quiver.storage.manifest.Manifests;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** What snapshots and transactions of one open database share. Safe for any number of threads. */
public record OpenDatabase(
    FileStore store,
    CommitLog log,
    Manifests manifests,
    FragmentFiles files,
    KeyTables keys,
    int keyFileRows,
    Pins pins,
    Occupancy occupancy,
    CommitSignal signal,
    InstantSource clock,
    Supplier<UUID> uuids) {}
