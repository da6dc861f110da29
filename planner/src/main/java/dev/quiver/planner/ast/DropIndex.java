package dev.quiver.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;

/** DROP INDEX [IF EXISTS] … */
public record DropIndex(SqlIdentifier name, boolean ifExists) implements Statement {}
