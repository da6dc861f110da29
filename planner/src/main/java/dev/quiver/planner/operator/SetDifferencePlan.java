package dev.quiver.planner.operator;

import dev.quiver.planner.operator.ChunkedOperator.Ordered;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * INTERSECT and EXCEPT, with or without ALL: rows of the first input by how often others have them.
 */
record SetDifferencePlan(List<PlanNode> inputs, boolean intersect, boolean all)
    implements PlanNode {
  @Override
  public List<DataType> columns() {
    return inputs.get(0).columns();
  }

  @Override
  public String describe() {
    return (intersect ? "Intersect" : "Except") + (all ? "All" : "");
  }

  @Override
  public Operator open(ExecutionContext context) {
    HeldMemory memory = context.memory(this);
    return new ChunkedOperator(() -> run(context, memory), memory, () -> {});
  }

  private Ordered run(ExecutionContext context, HeldMemory memory) {
    List<DataType> types = columns();
    GroupTable table = GroupTable.of(types);
    DenseBatch first = drain(0, context, memory);
    memory.reserve(2L * Integer.BYTES * first.size());
    int[] groups = new int[first.size()];
    table.number(keys(first), first.size(), groups, true);
    memory.reserve(table.heldBytes() + 2L * Long.BYTES * table.size());
    long[] allowed = new long[table.size()];
    for (int group : groups) {
      allowed[group]++;
    }
    for (int i = 1; i < inputs.size(); i++) {
      long before = memory.bytes();
      long[] others = counts(drain(i, context, memory), table);
      memory.resize(before);
      for (int g = 0; g < allowed.length; g++) {
        allowed[g] = intersect ? Math.min(allowed[g], others[g]) : except(allowed[g], others[g]);
      }
    }
    int[] kept = new int[first.size()];
    int count = 0;
    for (int row = 0; row < groups.length; row++) {
      if (allowed[groups[row]] > 0) {
        allowed[groups[row]] = all ? allowed[groups[row]] - 1 : 0;
        kept[count++] = row;
      }
    }
    return new Ordered(first, kept, 0, count);
  }

  private long except(long here, long there) {
    return all ? Math.max(0, here - there) : there > 0 ? 0 : here;
  }

  private DenseBatch drain(int input, ExecutionContext context, HeldMemory memory) {
    try (Operator rows = context.open(inputs.get(input))) {
      return Batches.drain(rows, columns(), context, memory);
    }
  }

  private static List<Column> keys(Batch batch) {
    return new ArrayList<>(
        IntStream.range(0, batch.columnCount()).mapToObj(batch::column).toList());
  }

  private static long[] counts(DenseBatch rows, GroupTable table) {
    int[] groups = new int[rows.size()];
    table.number(keys(rows), rows.size(), groups, false);
    long[] counts = new long[table.size()];
    for (int group : groups) {
      if (group != GroupTable.ABSENT) {
        counts[group]++;
      }
    }
    return counts;
  }
}
