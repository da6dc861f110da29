package dev.quiver.planner.rewrite;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexLiteral;

/**
 * How many rows a tree may give, as things stand when it is planned: filters are taken to let all
 * rows through, and joins to give each row of their larger side once.
 */
final class MostRows {
  private MostRows() {}

  static double of(RelNode node) {
    if (node instanceof TableScan scan) {
      return scan.getTable().getRowCount();
    }
    if (node instanceof Values values) {
      return values.getTuples().size();
    }
    double rows = 0;
    for (RelNode input : node.getInputs()) {
      rows = node instanceof Union ? rows + of(input) : Math.max(rows, of(input));
    }
    if (node instanceof Join join && join.getCondition().isAlwaysTrue()) {
      rows = of(join.getLeft()) * of(join.getRight());
    }
    return node instanceof Sort sort && sort.fetch instanceof RexLiteral limit
        ? Math.min(rows, RexLiteral.bigDecimalValue(limit).doubleValue())
        : rows;
  }
}
