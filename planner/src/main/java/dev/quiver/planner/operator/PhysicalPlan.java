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

  /** The tree: a line per node, then what there is to tell of it, in lines that begin with "- ". */
  public String explain(ExecutionContext context) {
    StringBuilder text = new StringBuilder();
    explain(root, 0, text, context, false);
    return text.toString();
  }

  /** Likewise, with what each node did in a measured run. */
  public String analysis(ExecutionContext context) {
    StringBuilder text = new StringBuilder();
    explain(root, 0, text, context, true);
    return text.toString();
  }

  private static void explain(
      PlanNode node, int depth, StringBuilder text, ExecutionContext context, boolean measured) {
    String indent = "  ".repeat(depth);
    text.append(indent).append(node.describe(context));
    if (measured) {
      measured(node, text, context);
    }
    text.append('\n');
    for (String detail : node.details(context)) {
      text.append(indent).append("  - ").append(detail).append('\n');
    }
    for (PlanNode input : node.inputs()) {
      explain(input, depth + 1, text, context, measured);
    }
  }

  private static void measured(PlanNode node, StringBuilder text, ExecutionContext context) {
    OperatorStatistics done = context.statistics(node);
    long rowsIn = 0;
    for (PlanNode input : node.inputs()) {
      rowsIn += context.statistics(input).rows();
    }
    text.append(": rows=").append(done.rows());
    append(text, ", rows in=", rowsIn);
    append(text, ", fragments read=", done.fragmentsRead());
    append(text, ", fragments pruned=", done.fragmentsPruned());
    append(text, ", rows scanned=", done.rowsScanned());
    append(text, ", matches=", done.matches());
    append(text, ", lists probed=", done.listsProbed());
    append(text, ", codes scanned=", done.codesScanned());
    append(text, ", rows walked=", done.rowsWalked());
    append(text, ", rows re-ranked=", done.rowsReranked());
    append(text, ", vectors scanned=", done.vectorsScanned());
    text.append(", ms=").append(Math.round(done.nanos() / 1e4) / 1e2);
  }

  private static void append(StringBuilder text, String label, long value) {
    if (value > 0) {
      text.append(label).append(value);
    }
  }
}
