package dev.quiver.storage;

import java.time.Instant;

/**
 * One line of a table's history.
 *
 * @param operation the statement that made it, e.g. INSERT
 * @param bytes size of the data files that the version reads
 */
public record VersionRecord(
    long version,
    Instant committedAt,
    String operation,
    long rowsAdded,
    long rowsDeleted,
    long rowCount,
    int fragments,
    long bytes) {}
