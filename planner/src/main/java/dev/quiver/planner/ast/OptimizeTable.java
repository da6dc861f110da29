package dev.quiver.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;

/** OPTIMIZE TABLE … */
public record OptimizeTable(SqlIdentifier table) implements Statement {}
