package dev.quiver.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * CHECK DATABASE, or CHECK TABLE …
 *
 * @param table null for the database
 */
public record CheckStatement(@Nullable SqlIdentifier table) implements Statement {}
