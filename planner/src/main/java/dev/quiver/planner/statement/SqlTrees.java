package dev.quiver.planner.statement;

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

/** Builds the queries that other statements are carried out by. */
final class SqlTrees {
  private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

  private SqlTrees() {}

  /** {@code VALUES (…)}. */
  static SqlNode values(List<SqlNode> row) {
    return SqlStdOperatorTable.VALUES.createCall(
        NOWHERE, SqlStdOperatorTable.ROW.createCall(NOWHERE, row));
  }

  /**
   * {@code SELECT $FRAGMENT, $OFFSET, … FROM table AS alias WHERE …}: where the rows are that
   * satisfy a condition, and what else is asked of them.
   */
  static SqlNode addressedRows(
      SqlIdentifier table,
      @Nullable SqlIdentifier alias,
      List<SqlNode> expressions,
      @Nullable SqlNode condition) {
    SqlIdentifier called =
        alias == null
            ? new SqlIdentifier(table.names.get(table.names.size() - 1), table.getParserPosition())
            : alias;
    List<SqlNode> selected = new ArrayList<>();
    selected.add(column(called, Catalog.FRAGMENT_COLUMN));
    selected.add(column(called, Catalog.OFFSET_COLUMN));
    selected.addAll(expressions);
    return select(selected, addressed(table, called), condition);
  }

  /** A table with the columns that say where its rows are. */
  static SqlNode addressed(SqlIdentifier table, SqlIdentifier alias) {
    List<String> names = new ArrayList<>(table.names);
    int last = names.size() - 1;
    names.set(last, Catalog.addressed(names.get(last)));
    return SqlStdOperatorTable.AS.createCall(
        NOWHERE, new SqlIdentifier(names, table.getParserPosition()), alias);
  }

  /** {@code SELECT … FROM … WHERE …}. */
  static SqlNode select(List<SqlNode> selected, SqlNode from, @Nullable SqlNode condition) {
    return new SqlSelect(
        NOWHERE,
        null,
        new SqlNodeList(selected, NOWHERE),
        from,
        condition,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** A column of the table that goes by an alias. */
  static SqlIdentifier column(SqlIdentifier alias, String column) {
    return new SqlIdentifier(List.of(alias.getSimple(), column), NOWHERE);
  }
}
