package dev.quiver.planner.ast;

import org.apache.calcite.sql.SqlNode;

/**
 * A statement that only reads: SELECT, VALUES, a set operation, with or without WITH and ORDER BY.
 */
public record Query(SqlNode node) implements Statement {}
