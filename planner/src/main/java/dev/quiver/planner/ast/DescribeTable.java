package dev.quiver.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;

/** DESCRIBE …; the table may be an old version. */
public record DescribeTable(SqlIdentifier table) implements Statement {}
