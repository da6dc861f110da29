package dev.quiver.planner.operator;

import dev.quiver.planner.operator.ChunkedOperator.Ordered;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import java.util.List;

/** All rows in order; rows that are equal keep the order in which they came. */
record SortPlan(PlanNode input, List<SortKey> keys) implements PlanNode {
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
    return "Sort(" + keys + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    Operator rows = context.open(input);
    HeldMemory memory = context.memory(this);
    return new ChunkedOperator(
        () -> {
          DenseBatch all = Batches.drain(rows, columns(), context, memory);
          return new Ordered(all, RowSorter.sorted(all, keys, context, memory), 0, all.size());
        },
        memory,
        rows::close);
  }
}
