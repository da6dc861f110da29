package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.VersionedTableIdentifier;
import dev.quiver.planner.system.SystemTables;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * Resolves the table names of statements that are no queries.
 *
 * @param snapshot where tables are looked up
 * @param schema of names that have none
 */
record TableNames(Snapshot snapshot, String schema) {

  /** The name as written, with its schema. */
  TableName qualify(SqlIdentifier written) {
    SqlIdentifier plain =
        written instanceof VersionedTableIdentifier versioned ? versioned.table() : written;
    return switch (plain.names.size()) {
      case 1 -> new TableName(schema, plain.names.get(0));
      case 2 -> new TableName(plain.names.get(0), plain.names.get(1));
      default -> throw Positions.failure(written, ErrorCode.UNKNOWN_TABLE, plain);
    };
  }

  /**
   * The name of a table to be changed or made.
   *
   * @throws QuiverException WRITE_TO_OLD_VERSION, READ_ONLY, UNKNOWN_SCHEMA
   */
  TableName target(SqlIdentifier written) {
    TableName name = qualify(written);
    if (written instanceof VersionedTableIdentifier versioned) {
      throw Positions.failure(
          written, ErrorCode.WRITE_TO_OLD_VERSION, name + " AS OF " + versioned.point());
    }
    if (SystemTables.isSystemSchema(name.schema())) {
      throw Positions.failure(written, ErrorCode.READ_ONLY, "schema " + name.schema());
    }
    if (!Schemas.exists(snapshot, name.schema())) {
      throw Positions.failure(written, ErrorCode.UNKNOWN_SCHEMA, name.schema());
    }
    return name;
  }

  /**
   * A table to be changed, as it is.
   *
   * @throws QuiverException also UNKNOWN_TABLE
   */
  TableVersion existingTarget(SqlIdentifier written) {
    TableName name = target(written);
    return snapshot
        .table(name)
        .orElseThrow(() -> Positions.failure(written, ErrorCode.UNKNOWN_TABLE, name));
  }

  /**
   * A table to be read, at its version.
   *
   * @throws QuiverException UNKNOWN_TABLE, UNKNOWN_VERSION and others
   */
  TableVersion existing(SqlIdentifier written) {
    TableName name = qualify(written);
    if (written instanceof VersionedTableIdentifier versioned) {
      try {
        return snapshot.table(name, versioned.point());
      } catch (QuiverException e) {
        throw Positions.at(written, e);
      }
    }
    return snapshot
        .table(name)
        .orElseThrow(() -> Positions.failure(written, ErrorCode.UNKNOWN_TABLE, name));
  }
}
