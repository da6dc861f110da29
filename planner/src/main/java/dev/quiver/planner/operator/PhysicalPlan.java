package dev.quiver.planner.operator;

import dev.quiver.storage.type.DataType;
import java.util.List;

/** A whole query, ready to run. Immutable; a plan cache may share it among threads. */
public record PhysicalPlan(PlanNode root) {
  public List<DataType> columns() {
    return root.columns();
  }

  /** Starts a run; the caller closes it. */
  public Operator open(ExecutionContext context) {
    return context.open(root);
  }

  /** The tree, a line per node. */
  public String explain() {
    StringBuilder text = new StringBuilder();
    explain(root, 0, text);
    return text.toString();
  }

  /** The tree with what each node did in a measured run. */
  public String explain(ExecutionContext context) {
    StringBuilder text = new StringBuilder();
    explain(root, 0, text, context);
    return text.toString();
  }

  private static void explain(PlanNode node, int depth, StringBuilder text) {
    text.append("  ".repeat(depth)).append(node.describe()).append('\n');
    for (PlanNode input : node.inputs()) {
      explain(input, depth + 1, text);
    }
  }

  private static void explain(
      PlanNode node, int depth, StringBuilder text, ExecutionContext context) {
    OperatorStatistics done = context.statistics(node);
    text.append("  ".repeat(depth)).append(node.describe()).append(": rows=").append(done.rows());
    text.append(", ms=").append(Math.round(done.nanos() / 1e4) / 1e2);
    append(text, ", fragments read=", done.fragmentsRead());
    append(text, ", fragments pruned=", done.fragmentsPruned());
    append(text, ", rows scanned=", done.rowsScanned());
    append(text, ", vectors scanned=", done.vectorsScanned());
    text.append('\n');
    for (PlanNode input : node.inputs()) {
      explain(input, depth + 1, text, context);
    }
  }

  private static void append(StringBuilder text, String label, long value) {
    if (value > 0) {
      text.append(label).append(value);
    }
  }
}
