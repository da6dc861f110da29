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
    Operator rows = context.open(input);
    HeldMemory memory = context.memory(this);
    return new ChunkedOperator(
        () -> new Aggregator(this, context, memory).run(rows), memory, rows::close);
  }
}
