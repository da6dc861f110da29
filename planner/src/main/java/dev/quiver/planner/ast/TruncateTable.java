package dev.quiver.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;

/** TRUNCATE TABLE … */
public record TruncateTable(SqlIdentifier table) implements Statement {}
