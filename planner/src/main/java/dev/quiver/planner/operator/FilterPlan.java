package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Predicate;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Lets through the rows that satisfy all conditions.
 *
 * @param nodes the conditions as they were, for EXPLAIN
 * @param names the input's columns, likewise
 */
record FilterPlan(
    PlanNode input, List<Predicate> conditions, List<RexNode> nodes, List<String> names)
    implements PlanNode {
  FilterPlan {
    conditions = List.copyOf(conditions);
    nodes = List.copyOf(nodes);
    names = List.copyOf(names);
  }

  @Override
  public List<DataType> columns() {
    return input.columns();
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Filter(" + new ConditionText(names).all(nodes) + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    return new FilterOperator(conditions, context.open(input), context);
  }

  private record FilterOperator(
      List<Predicate> conditions, Operator input, ExecutionContext context) implements Operator {
    @Override
    public @Nullable Batch next() {
      while (true) {
        context.checkCancelled();
        Batch batch = input.next();
        if (batch == null) {
          return null;
        }
        Batch kept = Batches.filter(batch, conditions, context.evaluation());
        if (kept != null) {
          return kept;
        }
      }
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
