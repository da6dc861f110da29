package dev.quiver.planner.plan;

import dev.quiver.planner.ast.Dml;
import dev.quiver.planner.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** The query that finds the rows which a DELETE or an UPDATE is about. */
final class ChangeQueries {
  private ChangeQueries() {}

  static SqlNode of(Dml.Delete delete) {
    return select(
        delete.target(), delete.node().getAlias(), delete.node().getCondition(), List.of());
  }

  static SqlNode of(Dml.Update update) {
    return select(
        update.target(),
        update.node().getAlias(),
        update.node().getCondition(),
        update.node().getSourceExpressionList());
  }

  private static SqlNode select(
      SqlIdentifier table,
      @Nullable SqlIdentifier alias,
      @Nullable SqlNode condition,
      List<SqlNode> values) {
    SqlParserPos position = table.getParserPosition();
    int last = table.names.size() - 1;
    List<String> names = new ArrayList<>(table.names);
    names.set(last, Catalog.addressed(names.get(last)));
    SqlIdentifier name = alias != null ? alias : new SqlIdentifier(table.names.get(last), position);
    SqlNode from =
        SqlStdOperatorTable.AS.createCall(position, new SqlIdentifier(names, position), name);
    List<SqlNode> items = new ArrayList<>();
    items.add(new SqlIdentifier(List.of(name.getSimple(), Catalog.FRAGMENT_COLUMN), position));
    items.add(new SqlIdentifier(List.of(name.getSimple(), Catalog.OFFSET_COLUMN), position));
    items.addAll(values);
    SqlNodeList list = new SqlNodeList(items, position);
    return new SqlSelect(
        position, null, list, from, condition, null, null, null, null, null, null, null, null);
  }
}
