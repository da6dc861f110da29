package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.KeyValues;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.lookup.KeyColumns;
import dev.quiver.storage.table.Key;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That the left side of a join reads a table by one of its keys, whose values come from the right:
 * if there are few, only the rows that have them are read.
 *
 * @param scan the left side, or what it projects
 * @param joinKeys for each column of the key which of the join's keys gives its value
 */
record JoinLookup(ScanPlan scan, Key key, List<Integer> joinKeys) {
  JoinLookup {
    joinKeys = List.copyOf(joinKeys);
  }

  /** Null if the join's keys do not contain a key of the table on its left. */
  static @Nullable JoinLookup of(PlanNode left, JoinKind kind, List<JoinPlan.Key> keys) {
    ScanPlan scan = scan(left);
    if (scan == null || kind.keepsLeft() || kind == JoinKind.ANTI) {
      return null;
    }
    List<Integer> fields = keys.stream().map(key -> field(left, scan, key)).toList();
    for (Key key : scan.table().schema().keys()) {
      if (fields.containsAll(key.columns())) {
        return new JoinLookup(scan, key, key.columns().stream().map(fields::indexOf).toList());
      }
    }
    return null;
  }

  private static @Nullable ScanPlan scan(PlanNode left) {
    PlanNode below = left instanceof ProjectPlan project ? project.input() : left;
    return below instanceof ScanPlan scan ? scan : null;
  }

  /** The field of the table that is compared, by position; -1 if its hash would be another. */
  private static int field(PlanNode left, ScanPlan scan, JoinPlan.Key key) {
    int column = key.leftColumn();
    if (left instanceof ProjectPlan project) {
      column = project.expressions().get(column).inputColumn();
    }
    if (column < 0 || column >= scan.fields().size() || key.nullsMatch()) {
      return -1;
    }
    int field = scan.fields().get(column);
    return KeyValues.shareHashes(
            scan.table().schema().fields().get(field).type(), key.right().type())
        ? field
        : -1;
  }

  /** Opens the left side for the rows of the right one. */
  Operator open(PlanNode left, Batch right, List<JoinPlan.Key> keys, ExecutionContext context) {
    if (right.size() > KeyLookup.MAX_VALUES) {
      return context.open(left);
    }
    KeyLookup lookup = lookup(right, keys, context.evaluation());
    return left instanceof ProjectPlan project
        ? context.open(left, c -> project.over(c.open(scan, inner -> scan.open(lookup, inner)), c))
        : context.open(scan, c -> scan.open(lookup, c));
  }

  private KeyLookup lookup(Batch right, List<JoinPlan.Key> keys, Evaluation evaluation) {
    List<Column> values = new ArrayList<>();
    for (int key : joinKeys) {
      values.add(keys.get(key).right().evaluate(right, evaluation));
    }
    return KeyLookup.of(scan.table().schema(), key, new KeyColumns(values));
  }

  /** What EXPLAIN says. */
  String describe() {
    return "key lookup: "
        + scan.table().schema().describe(key)
        + " of "
        + scan.table().name()
        + ", for fewer than one right row in "
        + KeyLookup.MIN_ROWS
        + " of a fragment";
  }
}
