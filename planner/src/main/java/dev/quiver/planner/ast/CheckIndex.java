package dev.quiver.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * CHECK INDEX … [SAMPLE n]
 *
 * @param sample how many rows to search for, a numeric literal; null for the usual number
 */
public record CheckIndex(SqlIdentifier name, @Nullable SqlNode sample) implements Statement {}
