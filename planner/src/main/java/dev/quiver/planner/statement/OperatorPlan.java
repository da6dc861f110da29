package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.Result;
import dev.quiver.planner.operator.ExecutionContext;
import dev.quiver.planner.operator.PhysicalPlan;
import dev.quiver.planner.plan.LogicalPlan;
import dev.quiver.planner.type.SqlTypes;
import dev.quiver.planner.type.VectorSqlType;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** A query as a tree of operators. */
final class OperatorPlan implements QueryPlan {
  private final PhysicalPlan physical;
  private final List<ColumnInfo> columns;
  private final List<RelDataType> types;

  /** For each type, where the plan's parameter has the number that it has in the text. */
  private final List<ValueConversion> parameters;

  private final Dependencies dependencies;
  private final boolean reusable;

  OperatorPlan(LogicalPlan logical, PhysicalPlan physical) {
    this.physical = physical;
    this.columns = logical.columns();
    this.types = List.copyOf(logical.parameters());
    this.parameters = parameters(types);
    this.dependencies =
        new Dependencies(
            logical.tables().stream()
                .map(t -> new Dependencies.Table(t.name(), t.point(), t.schema()))
                .toList());
    this.reusable = !logical.usesVirtualTables();
  }

  private static List<ValueConversion> parameters(List<RelDataType> types) {
    List<ValueConversion> conversions = new ArrayList<>();
    for (RelDataType type : types) {
      conversions.add(conversion(type, conversions.size() + 1));
    }
    return List.copyOf(conversions);
  }

  private static ValueConversion conversion(RelDataType type, int number) {
    String label = "parameter " + number;
    return type instanceof VectorSqlType vector && !vector.hasDimension()
        ? ValueConversion.toAnyVector(label, vector.element())
        : ValueConversion.to(label, SqlTypes.toColumnType(type), 0);
  }

  @Override
  public List<ColumnInfo> columns() {
    return columns;
  }

  @Override
  public List<DataType> parameters() {
    return parameters.stream().map(ValueConversion::type).toList();
  }

  @Override
  public Dependencies dependencies() {
    return dependencies;
  }

  @Override
  public boolean isReusable() {
    return reusable;
  }

  @Override
  public Result.Rows open(Execution execution) {
    ExecutionContext context = context(execution);
    Analysis analysis = execution.analysis();
    if (analysis == null) {
      return new OperatorRows(columns, physical.open(context), () -> {});
    }
    ExecutionContext measured = context.measured();
    return new OperatorRows(
        columns, physical.open(measured), () -> analysis.report(physical.analysis(measured)));
  }

  private ExecutionContext context(Execution execution) {
    return ExecutionContext.of(
            execution.snapshot(),
            execution.control(),
            converted(execution),
            execution.now(),
            execution.session().user())
        .withGiven(execution.given())
        .withTargetRecall(execution.session().targetRecall())
        .withMemory(execution.session().memory());
  }

  private @Nullable Object[] converted(Execution execution) {
    @Nullable Object[] converted = new Object[parameters.size()];
    for (int i = 0; i < converted.length; i++) {
      int number = execution.parameterNumber(i);
      ValueConversion conversion =
          number == i + 1 ? parameters.get(i) : conversion(types.get(i), number);
      converted[i] = conversion.convert(execution.values()[i]);
    }
    return converted;
  }

  @Override
  public String explain(Execution execution) {
    return physical.explain(context(execution));
  }
}
