package dev.quiver.planner.ast;

import dev.quiver.storage.VersionPoint;
import org.apache.calcite.sql.SqlIdentifier;

/** RESTORE TABLE … TO VERSION n, TAG '…' or TIMESTAMP '…'. */
public record RestoreTable(SqlIdentifier table, VersionPoint point) implements Statement {}
