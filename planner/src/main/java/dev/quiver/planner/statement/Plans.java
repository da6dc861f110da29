package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.catalog.Catalog;
import dev.quiver.planner.operator.PhysicalPlan;
import dev.quiver.planner.operator.PhysicalPlanner;
import dev.quiver.planner.parser.LargeStack;
import dev.quiver.planner.plan.LogicalPlan;
import dev.quiver.planner.plan.QueryPlanner;
import dev.quiver.planner.plan.UnsupportedConstructs;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.storage.table.Field;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/** Plans the queries that statements consist of. */
final class Plans {
  private Plans() {}

  /**
   * @throws QuiverException what is wrong with the query, with line and column; NOT_SUPPORTED for
   *     what has no operator
   */
  static QueryPlan of(SqlNode query, CompileContext context) {
    return plan(query, context, planner -> planner.plan(query));
  }

  /** Likewise, where the query's columns fill fields, which tell the types of bare parameters. */
  static QueryPlan filling(List<Field> fields, SqlNode query, CompileContext context) {
    return plan(query, context, planner -> planner.planSource(query, fields));
  }

  private static QueryPlan plan(
      SqlNode query, CompileContext context, Function<QueryPlanner, LogicalPlan> planning) {
    LogicalPlan logical = planning.apply(new QueryPlanner(catalog(context), context.sql()));
    try {
      PhysicalPlan physical =
          LargeStack.call(context.sql(), () -> PhysicalPlanner.plan(logical.root()));
      return new OperatorPlan(logical, physical);
    } catch (QuiverException e) {
      throw UnsupportedConstructs.place(e, query);
    }
  }

  private static Catalog catalog(CompileContext context) {
    return new Catalog(context.snapshot(), context.schema(), context.virtualTables());
  }

  /** The type that a CREATE TABLE names. */
  static RelDataType type(SqlDataTypeSpec spec, CompileContext context) {
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            SqlOperatorTables.of(List.of()),
            catalog(context).reader(),
            QuiverTypeFactory.INSTANCE,
            SqlValidator.Config.DEFAULT);
    try {
      return spec.deriveType(validator);
    } catch (CalciteContextException e) {
      throw Positions.failure(spec, ErrorCode.SYNTAX, "unknown type " + spec.getTypeName());
    } catch (QuiverException e) {
      throw Positions.at(spec, e);
    }
  }
}
