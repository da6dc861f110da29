package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UNION ALL: one input after the other; the next is opened when the one before has ended. */
record UnionPlan(List<PlanNode> inputs, List<DataType> columns) implements PlanNode {
  @Override
  public String describe() {
    return "UnionAll(inputs: " + inputs.size() + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    return new UnionOperator(this, context);
  }

  private static final class UnionOperator implements Operator {
    private final UnionPlan plan;
    private final ExecutionContext context;
    private int next;
    private @Nullable Operator current;

    UnionOperator(UnionPlan plan, ExecutionContext context) {
      this.plan = plan;
      this.context = context;
    }

    @Override
    public @Nullable Batch next() {
      while (true) {
        if (current == null) {
          if (next == plan.inputs.size()) {
            return null;
          }
          current = context.open(plan.inputs.get(next++));
        }
        Batch batch = current.next();
        if (batch != null) {
          return batch;
        }
        close();
      }
    }

    @Override
    public void close() {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }
}
