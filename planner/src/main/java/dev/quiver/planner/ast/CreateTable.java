package dev.quiver.planner.ast;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * CREATE [OR REPLACE] TABLE [IF NOT EXISTS] … [(columns)] [AS query].
 *
 * @param primaryKey names of the key columns, in key order; empty for none
 * @param uniqueKeys the UNIQUE constraints
 * @param queryNode the query after AS; null for none. With a query, columns may lack their types or
 *     be left out altogether
 */
public record CreateTable(
    SqlIdentifier name,
    Mode mode,
    List<ColumnDeclaration> columns,
    List<SqlIdentifier> primaryKey,
    List<UniqueKey> uniqueKeys,
    @Nullable SqlNode queryNode)
    implements Statement {

  /**
   * UNIQUE, of a column or of the table.
   *
   * @param name null if none is given
   * @param columns in the order given
   */
  public record UniqueKey(@Nullable SqlIdentifier name, List<SqlIdentifier> columns) {
    public UniqueKey {
      columns = List.copyOf(columns);
    }
  }

  /** What to do about a table of that name. */
  public enum Mode {
    FAIL_IF_EXISTS,
    IF_NOT_EXISTS,
    REPLACE
  }

  public CreateTable {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    uniqueKeys = List.copyOf(uniqueKeys);
  }

  public Optional<SqlNode> query() {
    return Optional.ofNullable(queryNode);
  }
}
