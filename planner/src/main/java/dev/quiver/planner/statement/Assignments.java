package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.parser.QuiverParser;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** SET column = value, … */
final class Assignments {
  private Assignments() {}

  /**
   * For each column of the table what it becomes: itself, if it is not set.
   *
   * @param alias what the table goes by
   */
  static List<SqlNode> expressions(
      TableVersion table,
      SqlIdentifier alias,
      List<? extends SqlNode> columns,
      List<? extends SqlNode> values) {
    List<SqlNode> expressions = new ArrayList<>();
    for (Field field : table.schema().fields()) {
      expressions.add(SqlTrees.column(alias, field.name()));
    }
    Set<Integer> set = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      SqlIdentifier name = (SqlIdentifier) columns.get(i);
      int position = TargetColumns.of(table.name(), table.schema(), name);
      if (!set.add(position)) {
        throw Positions.failure(name, ErrorCode.INVALID_QUERY, "column " + name + " is set twice");
      }
      expressions.set(position, expression(values.get(i), table.schema().fields().get(position)));
    }
    return expressions;
  }

  private static SqlNode expression(SqlNode value, Field field) {
    if (value.getKind() != SqlKind.DEFAULT) {
      LiteralValues.check(value, field);
      return value;
    }
    String sql = field.defaultSql();
    return sql == null
        ? SqlLiteral.createNull(SqlParserPos.ZERO)
        : QuiverParser.parseExpression(sql);
  }
}
