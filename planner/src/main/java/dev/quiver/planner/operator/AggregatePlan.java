package dev.quiver.planner.operator;

import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups rows by some columns and aggregates each group; the groups come in the order of their
 * first rows. Without keys there is one group, even of no rows.
 */
record AggregatePlan(PlanNode input, List<Integer> keys, List<Aggregation> aggregations)
    implements PlanNode {
  AggregatePlan {
    keys = List.copyOf(keys);
    aggregations = List.copyOf(aggregations);
  }

  List<DataType> keyTypes() {
    List<DataType> given = input.columns();
    return keys.stream().map(given::get).toList();
  }

  @Override
  public List<DataType> columns() {
    List<DataType> types = new ArrayList<>(keyTypes());
    aggregations.forEach(aggregation -> types.add(aggregation.result()));
    return types;
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Aggregate(keys: "
        + keys.size()
        + ", functions: "
        + aggregations.stream().map(a -> (a.distinct() ? "DISTINCT " : "") + a.function()).toList()
        + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    if (input instanceof ScanPlan scan && countsRows(scan)) {
      return new RowCountOperator(scan.table(), aggregations.size(), context);
    }
    Operator rows = context.open(input);
    HeldMemory memory = context.memory(this);
    return new ChunkedOperator(
        () -> new Aggregator(this, context, memory).run(rows), memory, rows::close);
  }

  /** Whether all that is asked for is how many rows a table has, which its manifest says. */
  private boolean countsRows(ScanPlan scan) {
    return keys.isEmpty()
        && scan.conditions().isEmpty()
        && !aggregations.isEmpty()
        && aggregations.stream().allMatch(AggregatePlan::countsRows);
  }

  private static boolean countsRows(Aggregation aggregation) {
    return aggregation.function() == AggregateFunction.COUNT
        && aggregation.arguments().isEmpty()
        && !aggregation.distinct()
        && aggregation.filter() == Aggregation.NO_FILTER;
  }
}
