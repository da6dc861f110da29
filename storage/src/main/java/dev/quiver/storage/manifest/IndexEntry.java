package dev.quiver.storage.manifest;

import dev.quiver.storage.IndexDefinition;
import java.util.UUID;

/**
 * An index that a table has.
 *
 * @param id never given to another index
 * @param generation the file that its posting lists share
 */
public record IndexEntry(UUID id, IndexDefinition definition, UUID generation) {}
