package dev.quiver.planner.statement;

import dev.quiver.planner.catalog.VirtualTables;
import dev.quiver.storage.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is checked against.
 *
 * @param sql its text
 * @param schema where names without a schema are looked up
 * @param session whose settings the system tables show
 * @param given the table EXCLUDED; null where there is none
 */
record CompileContext(
    String sql,
    Snapshot snapshot,
    String schema,
    SessionControl session,
    @Nullable GivenRows given) {
  CompileContext(String sql, Snapshot snapshot, String schema, SessionControl session) {
    this(sql, snapshot, schema, session, null);
  }

  /** The same with a table EXCLUDED. */
  CompileContext beside(GivenRows rows) {
    return new CompileContext(sql, snapshot, schema, session, rows);
  }

  /** The tables beside those that are stored. */
  VirtualTables virtualTables() {
    VirtualTables all = new SessionTables(session);
    return given == null ? all : given.beside(all);
  }

  TableNames names() {
    return new TableNames(snapshot, schema);
  }
}
