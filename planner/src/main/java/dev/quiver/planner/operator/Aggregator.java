package dev.quiver.planner.operator;

import dev.quiver.planner.expression.ColumnConcatenation;
import dev.quiver.planner.expression.Selections;
import dev.quiver.planner.operator.ChunkedOperator.Ordered;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.HeapBytes;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** One run of an {@link AggregatePlan}. */
final class Aggregator {
  private final AggregatePlan plan;
  private final ExecutionContext context;
  private final HeldMemory memory;
  private final List<DataType> keyTypes;
  private final GroupTable table;
  private final List<List<Column>> keyParts = new ArrayList<>();
  private final List<AggregationRun> runs = new ArrayList<>();
  private long keyBytes;
  private int groupCount;

  Aggregator(AggregatePlan plan, ExecutionContext context, HeldMemory memory) {
    this.plan = plan;
    this.context = context;
    this.memory = memory;
    this.keyTypes = plan.keyTypes();
    this.table = GroupTable.of(keyTypes);
    for (int i = 0; i < keyTypes.size(); i++) {
      keyParts.add(new ArrayList<>());
    }
    List<DataType> types = plan.input().columns();
    for (Aggregation aggregation : plan.aggregations()) {
      runs.add(new AggregationRun(aggregation, types));
    }
    this.groupCount = keyTypes.isEmpty() ? 1 : 0;
  }

  Ordered run(Operator rows) {
    for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
      context.checkCancelled();
      int[] groups = group(batch);
      for (AggregationRun run : runs) {
        run.add(batch, groups, groupCount);
      }
      memory.resize(heldBytes());
    }
    memory.resize(2 * heldBytes()); // the result is made of it, and nothing else is left then
    DenseBatch result = result();
    memory.resize(HeapBytes.of(result));
    return new Ordered(result, Selections.all(groupCount), 0, groupCount);
  }

  private long heldBytes() {
    long bytes = keyBytes + (plan.keys().isEmpty() ? 0 : table.heldBytes());
    for (AggregationRun run : runs) {
      bytes += run.heldBytes();
    }
    return bytes;
  }

  private int[] group(Batch batch) {
    int[] groups = new int[batch.size()];
    if (plan.keys().isEmpty()) {
      return groups;
    }
    List<Column> keys = new ArrayList<>(plan.keys().size());
    for (int key : plan.keys()) {
      keys.add(batch.column(key));
    }
    table.number(keys, groups.length, groups, true);
    if (table.size() > groupCount) {
      keepNewKeys(keys, groups);
    }
    return groups;
  }

  /** Numbers are given in order, so the first row of each new group has the next one. */
  private void keepNewKeys(List<Column> keys, int[] groups) {
    int[] firstRows = new int[table.size() - groupCount];
    int found = 0;
    for (int i = 0; i < groups.length && found < firstRows.length; i++) {
      if (groups[i] == groupCount + found) {
        firstRows[found++] = i;
      }
    }
    for (int k = 0; k < keys.size(); k++) {
      Column part = keys.get(k).gather(firstRows, found);
      keyBytes += HeapBytes.of(part);
      keyParts.get(k).add(part);
    }
    groupCount = table.size();
  }

  private DenseBatch result() {
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < keyTypes.size(); k++) {
      columns.add(ColumnConcatenation.of(keyTypes.get(k), keyParts.get(k)));
    }
    for (AggregationRun run : runs) {
      columns.add(run.finish(groupCount));
    }
    return new DenseBatch(groupCount, columns);
  }
}
