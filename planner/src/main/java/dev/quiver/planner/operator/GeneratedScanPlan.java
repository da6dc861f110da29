package dev.quiver.planner.operator;

import dev.quiver.storage.type.DataType;
import java.util.List;

/** Reads a table whose rows are made on the spot. */
record GeneratedScanPlan(GeneratedTable table) implements PlanNode {
  @Override
  public List<DataType> columns() {
    return table.columnTypes();
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public String describe() {
    return "Scan(" + table.name() + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    return table.open(context);
  }
}
