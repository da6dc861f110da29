package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.Result;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that need the planner, as one row: {@code VALUES (UPPER(?), CURRENT_DATE)}.
 *
 * @param parameterIndexes for each parameter of the plan, which one of the statement it is
 */
record ComputedRow(QueryPlan plan, int[] parameterIndexes) {

  /**
   * @param fields what each expression fills, which tells the type of a bare {@code ?}
   */
  static ComputedRow of(List<SqlNode> expressions, List<Field> fields, CompileContext context) {
    List<Integer> indexes = new ArrayList<>();
    SqlShuttle renumber =
        new SqlShuttle() {
          @Override
          public SqlNode visit(SqlDynamicParam parameter) {
            indexes.add(parameter.getIndex());
            return new SqlDynamicParam(indexes.size() - 1, parameter.getParserPosition());
          }
        };
    List<SqlNode> row = new ArrayList<>();
    for (SqlNode expression : expressions) {
      row.add(expression.accept(renumber));
    }
    return new ComputedRow(
        Plans.filling(fields, SqlTrees.values(row), context),
        indexes.stream().mapToInt(Integer::intValue).toArray());
  }

  DataType parameterType(int parameter) {
    return plan.parameters().get(parameter);
  }

  @Nullable Object[] values(Execution execution) {
    try (Result.Rows rows = plan.open(execution.picking(parameterIndexes))) {
      Batch batch = rows.next();
      if (batch == null || batch.size() != 1) {
        throw new QuiverException(ErrorCode.INTERNAL, "VALUES gave no row");
      }
      @Nullable Object[] values = new Object[batch.columnCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = batch.column(i).value(0);
      }
      return values;
    }
  }
}
