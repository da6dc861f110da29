package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.ExpressionCompiler;
import dev.quiver.planner.expression.Literals;
import dev.quiver.planner.expression.StoredTypes;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexLiteral;

/**
 * Builds the physical plan of a logical tree, node by node; chooses nothing but the obvious.
 *
 * <p>Filters and the choice of columns go into the scan below them. What has no operator is
 * NOT_SUPPORTED, with the name of the construct. Deep trees need a deep stack.
 */
public final class PhysicalPlanner {
  private PhysicalPlanner() {}

  public static PhysicalPlan plan(RelNode root) {
    return new PhysicalPlan(build(root));
  }

  static PlanNode build(RelNode node) {
    RelNode rel = node.stripped();
    if (rel instanceof VectorSearchRel search) {
      return VectorSearchPlan.of(search, ScanBuilder.stored(search.getTable()));
    }
    if (rel instanceof TableScan || rel instanceof Filter || rel instanceof Project) {
      return ScanBuilder.build(rel);
    }
    if (rel instanceof Sort sort) {
      return SortBuilder.build(sort);
    }
    if (rel instanceof Aggregate aggregate) {
      return AggregateBuilder.build(aggregate);
    }
    if (rel instanceof Join join) {
      return JoinBuilder.build(join);
    }
    if (rel instanceof Correlate correlate) {
      return JoinBuilder.build(correlate);
    }
    if (rel instanceof SetOp set) {
      return setOperation(set);
    }
    if (rel instanceof Values values) {
      return values(values);
    }
    String construct = rel instanceof Window ? "window functions" : rel.getRelTypeName();
    throw new QuiverException(ErrorCode.NOT_SUPPORTED, construct);
  }

  static List<DataType> columns(RelDataType row) {
    List<DataType> types = new ArrayList<>();
    for (RelDataTypeField field : row.getFieldList()) {
      types.add(StoredTypes.of(field.getType()));
    }
    return types;
  }

  /** The node with its columns made the types of a row, by casts where they differ. */
  static PlanNode as(PlanNode node, List<DataType> types) {
    List<DataType> given = node.columns();
    if (given.equals(types)) {
      return node;
    }
    List<Expression> casts = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      casts.add(ExpressionCompiler.column(i, given.get(i), types.get(i)));
    }
    return new ProjectPlan(node, casts);
  }

  private static PlanNode setOperation(SetOp set) {
    List<DataType> types = columns(set.getRowType());
    List<PlanNode> inputs = new ArrayList<>();
    for (RelNode input : set.getInputs()) {
      inputs.add(as(build(input), types));
    }
    if (set instanceof Union) {
      PlanNode all = new UnionPlan(inputs, types);
      return set.all ? all : AggregateBuilder.distinct(all);
    }
    if (set instanceof Intersect || set instanceof Minus) {
      return new SetDifferencePlan(inputs, set instanceof Intersect, set.all);
    }
    throw new QuiverException(ErrorCode.NOT_SUPPORTED, set.getRelTypeName());
  }

  private static PlanNode values(Values values) {
    List<DataType> types = columns(values.getRowType());
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      ColumnBuilder builder = ColumnBuilder.of(types.get(i));
      for (List<RexLiteral> row : values.getTuples()) {
        builder.append(Literals.value(row.get(i), types.get(i)));
      }
      columns.add(builder.build());
    }
    return new ValuesPlan(types, new DenseBatch(values.getTuples().size(), columns));
  }
}
