package dev.quiver.planner;

import dev.quiver.storage.VersionPoint;
import org.jspecify.annotations.Nullable;

/**
 * How a connection wants the database.
 *
 * @param schema where unqualified names are looked up first
 * @param readOnly refuse every statement that changes something
 * @param asOf read this point in history throughout, and nothing else; null for the present. A
 *     Version is a snapshot number.
 * @param user shown by CURRENT_USER
 */
public record SessionOptions(
    String schema, boolean readOnly, @Nullable VersionPoint asOf, String user) {}
