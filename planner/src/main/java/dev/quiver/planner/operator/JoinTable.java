package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.JoinKeys;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The right side of a join: its rows, and for each key a chain of those that have it. */
final class JoinTable {
  static final int END = -1;

  /** What the table takes at least for each row while it is made: groups, links, keys. */
  private static final long ROW_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;

  private final DenseBatch rows;
  private final List<JoinPlan.Key> keys;
  private final GroupTable table;
  private final int[] heads;
  private final int[] links;

  /** A table over rows that are held already; what it adds is held too. */
  JoinTable(DenseBatch rows, List<JoinPlan.Key> keys, Evaluation evaluation, HeldMemory memory) {
    this.rows = rows;
    this.keys = keys;
    this.table = GroupTable.of(keys.stream().map(key -> key.right().type()).toList());
    this.links = new int[keys.isEmpty() ? 0 : rows.size()];
    if (keys.isEmpty()) {
      this.heads = new int[0];
      return;
    }
    long before = memory.bytes();
    memory.reserve(ROW_BYTES * rows.size());
    int[] groups = new int[rows.size()];
    List<Column> values =
        columns(keys.stream().map(JoinPlan.Key::right).toList(), rows, evaluation);
    table.number(values, groups.length, groups, true);
    excludeNulls(values, groups);
    this.heads = new int[table.size()];
    long chains = (long) Integer.BYTES * (heads.length + links.length);
    memory.resize(before + table.heldBytes() + chains);
    Arrays.fill(heads, END);
    for (int row = groups.length - 1; row >= 0; row--) {
      if (groups[row] != GroupTable.ABSENT) {
        links[row] = heads[groups[row]];
        heads[groups[row]] = row;
      }
    }
  }

  private static List<Column> columns(
      List<Expression> expressions, Batch batch, Evaluation evaluation) {
    List<Column> columns = new ArrayList<>();
    expressions.forEach(expression -> columns.add(expression.evaluate(batch, evaluation)));
    return columns;
  }

  private void excludeNulls(List<Column> values, int[] groups) {
    for (int k = 0; k < keys.size(); k++) {
      boolean[] nulls = keys.get(k).nullsMatch() ? null : values.get(k).nulls();
      for (int i = 0; nulls != null && i < groups.length; i++) {
        groups[i] = nulls[i] ? GroupTable.ABSENT : groups[i];
      }
    }
  }

  DenseBatch rows() {
    return rows;
  }

  /** The first right row that may match each left row, or {@link #END}. */
  int[] firstMatches(Batch left, Evaluation evaluation) {
    return firstMatches(left, keys.stream().map(JoinPlan.Key::left).toList(), evaluation);
  }

  /** Likewise, with the left keys computed by other expressions. */
  int[] firstMatches(Batch left, List<Expression> leftKeys, Evaluation evaluation) {
    int[] first = new int[left.size()];
    if (keys.isEmpty()) {
      Arrays.fill(first, rows.size() == 0 ? END : 0);
      return first;
    }
    List<Column> values = columns(leftKeys, left, evaluation);
    table.number(values, first.length, first, false);
    excludeNulls(values, first);
    for (int i = 0; i < first.length; i++) {
      first[i] = first[i] == GroupTable.ABSENT ? END : heads[first[i]];
    }
    return first;
  }

  /** Tells which left keys have a partner. */
  JoinKeys contained(JoinPlan.Given given) {
    return (batch, evaluation) -> {
      int[] first = firstMatches(batch, given.keys(), evaluation);
      boolean[] contained = new boolean[first.length];
      for (int i = 0; i < first.length; i++) {
        contained[i] = first[i] != END;
      }
      return contained;
    };
  }

  /** The right row after another of the same chain, or {@link #END}. */
  int after(int row) {
    if (keys.isEmpty()) {
      return row + 1 < rows.size() ? row + 1 : END;
    }
    return links[row];
  }
}
