package dev.quiver.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;

/** DROP TABLE [IF EXISTS] … */
public record DropTable(SqlIdentifier table, boolean ifExists) implements Statement {}
