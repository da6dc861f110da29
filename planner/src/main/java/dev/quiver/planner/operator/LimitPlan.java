package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Skips rows, then gives some, then asks its input for nothing more. */
record LimitPlan(PlanNode input, RowLimit limit) implements PlanNode {
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
    return "Limit";
  }

  @Override
  public Operator open(ExecutionContext context) {
    return new LimitOperator(
        context.open(input), limit.offset(context.evaluation()), limit.fetch(context.evaluation()));
  }

  private static final class LimitOperator implements Operator {
    private final Operator input;
    private long toSkip;
    private long toGive;

    LimitOperator(Operator input, long toSkip, long toGive) {
      this.input = input;
      this.toSkip = toSkip;
      this.toGive = toGive;
    }

    @Override
    public @Nullable Batch next() {
      while (toGive > 0) {
        Batch batch = input.next();
        if (batch == null) {
          return null;
        }
        int from = (int) Math.min(toSkip, batch.size());
        int count = (int) Math.min(toGive, batch.size() - from);
        toSkip -= from;
        toGive -= count;
        if (count == batch.size()) {
          return batch;
        }
        if (count > 0) {
          return part(batch, from, count);
        }
      }
      return null;
    }

    private static Batch part(Batch batch, int from, int count) {
      int[] rows = new int[count];
      for (int i = 0; i < count; i++) {
        rows[i] = from + i;
      }
      return batch.select(rows, count);
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
