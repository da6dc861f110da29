package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Expression;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes expressions over each row, late: a column that no one asks for costs nothing. */
record ProjectPlan(PlanNode input, List<Expression> expressions) implements PlanNode {
  ProjectPlan {
    expressions = List.copyOf(expressions);
  }

  @Override
  public List<DataType> columns() {
    return expressions.stream().map(Expression::type).toList();
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Project(columns: " + expressions.size() + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    return over(context.open(input), context);
  }

  /** The projection of what an operator gives for the input. */
  Operator over(Operator rows, ExecutionContext context) {
    return new ProjectOperator(expressions, rows, context);
  }

  private record ProjectOperator(
      List<Expression> expressions, Operator input, ExecutionContext context) implements Operator {
    @Override
    public @Nullable Batch next() {
      Batch batch = input.next();
      return batch == null ? null : new ProjectedBatch(batch, expressions, context.evaluation());
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
