package dev.quiver.planner.ast;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** A statement that changes the rows of one table. */
public sealed interface Dml extends Statement {
  SqlCall node();

  /**
   * The table as named in the text; a {@link VersionedTableIdentifier} if it names an old version.
   */
  SqlIdentifier target();

  /**
   * INSERT INTO … VALUES or a query.
   *
   * @param conflict what to do about rows whose key is taken; null if that is an error
   */
  record Insert(SqlInsert node, @Nullable OnConflict conflict) implements Dml {
    @Override
    public SqlIdentifier target() {
      return identifier(node.getTargetTable());
    }
  }

  /** DELETE FROM … [WHERE …]. */
  record Delete(SqlDelete node) implements Dml {
    @Override
    public SqlIdentifier target() {
      return identifier(node.getTargetTable());
    }
  }

  /** UPDATE … SET … [WHERE …]. */
  record Update(SqlUpdate node) implements Dml {
    @Override
    public SqlIdentifier target() {
      return identifier(node.getTargetTable());
    }
  }

  private static SqlIdentifier identifier(SqlNode table) {
    SqlNode node = table;
    while (node instanceof SqlCall call) {
      node = call.operand(0);
    }
    return (SqlIdentifier) node;
  }
}
