package dev.quiver.planner.parser;

import dev.quiver.planner.ast.VersionedTableIdentifier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Lets {@code FROM docs AS OF VERSION 3} be called docs: gives it its plain name as alias. */
final class VersionAliases extends SqlBasicVisitor<@Nullable Void> {
  private static final VersionAliases INSTANCE = new VersionAliases();

  private VersionAliases() {}

  /** Changes the tree. */
  static void addTo(SqlNode tree) {
    tree.accept(INSTANCE);
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select && select.getFrom() != null) {
      select.setFrom(aliased(select.getFrom()));
    } else if (call instanceof SqlJoin join) {
      join.setLeft(aliased(join.getLeft()));
      join.setRight(aliased(join.getRight()));
    }
    return super.visit(call);
  }

  /** A table of a FROM clause with a name to go by. */
  static SqlNode aliased(SqlNode from) {
    if (from instanceof VersionedTableIdentifier versioned) {
      SqlIdentifier table = versioned.table();
      SqlIdentifier alias = table.getComponent(table.names.size() - 1);
      return SqlStdOperatorTable.AS.createCall(table.getParserPosition(), versioned, alias);
    }
    return from;
  }
}
