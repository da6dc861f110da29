package dev.quiver.planner.operator;

import dev.quiver.planner.operator.ChunkedOperator.Ordered;
import dev.quiver.storage.type.DataType;
import java.util.List;

/**
 * The first rows of an order, without sorting the others: memory is for a few times as many rows as
 * are wanted.
 */
record TopNPlan(PlanNode input, List<SortKey> keys, RowLimit limit) implements PlanNode {
  /** Beyond so many rows, sorting everything is as good. */
  private static final long MAX_ROWS = 1 << 20;

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
    return "TopN(" + keys + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    long offset = limit.offset(context.evaluation());
    long fetch = limit.fetch(context.evaluation());
    if (fetch > MAX_ROWS || offset > MAX_ROWS) {
      return new LimitPlan(new SortPlan(input, keys), limit).open(context);
    }
    Operator rows = context.open(input);
    HeldMemory memory = context.memory(this);
    return new ChunkedOperator(
        () -> {
          TopRows best = new TopRows(columns(), keys, (int) (offset + fetch), context, memory);
          best.addAll(rows);
          Ordered ordered = best.sorted();
          int from = (int) Math.min(offset, ordered.to());
          return new Ordered(ordered.rows(), ordered.order(), from, ordered.to());
        },
        memory,
        rows::close);
  }
}
