package dev.quiver.storage;

/**
 * What a vacuum removed.
 *
 * @param versions table versions that can be read no more
 * @param snapshots database snapshots that can be read no more
 */
public record Vacuumed(long versions, long snapshots, long files, long bytes) {}
