package dev.quiver.storage.manifest;

import java.util.UUID;

/**
 * The posting lists of an index in one fragment.
 *
 * @param generation what they were made by
 */
public record IndexFile(UUID index, UUID generation, UUID id, long length, int checksum) {}
