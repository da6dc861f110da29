package dev.quiver.planner.statement;

import dev.quiver.storage.Snapshot;

/**
 * What a statement is checked against.
 *
 * @param sql its text
 * @param schema where names without a schema are looked up
 * @param session whose settings the system tables show
 */
record CompileContext(String sql, Snapshot snapshot, String schema, SessionControl session) {
  TableNames names() {
    return new TableNames(snapshot, schema);
  }
}
