package dev.quiver.planner.statement;

import dev.quiver.planner.Result;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * A query that does a part of a statement's work, with some of its parameters.
 *
 * @param parameterIndexes for each parameter of the plan, which one of the statement it is
 */
record PlanPart(QueryPlan plan, int[] parameterIndexes) {

  /**
   * Plans a copy of a query, which may hold trees that other parts hold too.
   *
   * @param fields what the columns fill, which tells the types of bare parameters
   */
  static PlanPart of(List<Field> fields, SqlNode query, CompileContext context) {
    Copy copy = new Copy();
    SqlNode own = copy.of(query);
    return new PlanPart(
        Plans.filling(fields, own, context),
        copy.parameters.stream().mapToInt(Integer::intValue).toArray());
  }

  Result.Rows open(Execution execution) {
    return plan.open(execution.picking(parameterIndexes));
  }

  String explain(Execution execution) {
    return plan.explain(execution.picking(parameterIndexes));
  }

  /** Enters the types of this part's parameters among those of the statement. */
  void addTypes(@Nullable DataType[] types) {
    for (int i = 0; i < parameterIndexes.length; i++) {
      if (types[parameterIndexes[i]] == null) {
        types[parameterIndexes[i]] = plan.parameters().get(i);
      }
    }
  }

  /** Copies a tree, numbering its parameters from 0. */
  private static final class Copy extends SqlShuttle {
    private final List<Integer> parameters = new ArrayList<>();

    SqlNode of(SqlNode tree) {
      SqlNode copy = tree.accept(this);
      return copy == null ? tree : copy;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      CallCopyingArgHandler handler = new CallCopyingArgHandler(call, true);
      call.getOperator().acceptCall(this, call, false, handler);
      return handler.result();
    }

    @Override
    public SqlNode visit(SqlDynamicParam parameter) {
      parameters.add(parameter.getIndex());
      return new SqlDynamicParam(parameters.size() - 1, parameter.getParserPosition());
    }
  }
}
