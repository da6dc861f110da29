package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Predicate;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets through the rows that satisfy all conditions. */
record FilterPlan(PlanNode input, List<Predicate> conditions) implements PlanNode {
  FilterPlan {
    conditions = List.copyOf(conditions);
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
    return "Filter(conditions: " + conditions.size() + ")";
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
