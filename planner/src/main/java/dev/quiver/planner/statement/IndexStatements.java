package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.CreateIndex;
import dev.quiver.planner.ast.DropIndex;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.index.VectorIndex;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * CREATE INDEX and DROP INDEX. Names of indexes are those of a schema, whichever tables they are
 * on.
 */
final class IndexStatements {
  private IndexStatements() {}

  static Executable create(CreateIndex statement, CompileContext context) {
    TableVersion target = context.names().existingTarget(statement.table());
    IndexDeclaration declaration = IndexDeclaration.of(statement, target);
    return new CreateVectorIndex(statement, target.name(), declaration);
  }

  static Executable drop(DropIndex statement, CompileContext context) {
    SqlIdentifier written = statement.name();
    return Command.change(
        "DROP INDEX",
        execution -> {
          String name = written.getSimple();
          TableName table = owner(execution.snapshot(), context.schema(), name).orElse(null);
          if (table != null) {
            execution.transaction().dropIndex(table, name);
          } else if (!statement.ifExists()) {
            throw Positions.at(written, new QuiverException(ErrorCode.UNKNOWN_INDEX, name));
          }
        });
  }

  /** The table that an index of a schema is on. */
  static Optional<TableName> owner(Snapshot snapshot, String schema, String index) {
    return snapshot.tables().stream()
        .filter(table -> table.schema().equals(schema))
        .filter(
            table ->
                snapshot.table(table).stream()
                    .flatMap(version -> version.indexes().stream())
                    .map(VectorIndex::definition)
                    .anyMatch(definition -> definition.name().equalsIgnoreCase(index)))
        .findFirst();
  }
}
