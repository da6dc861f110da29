package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Selections;
import dev.quiver.planner.operator.Accumulator.Rows;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BooleanColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate at work: leaves out rows by FILTER, NULL and DISTINCT, and accumulates the rest.
 */
final class AggregationRun {
  private final Aggregation aggregation;
  private final Accumulator accumulator;

  /** Pairs of group and arguments seen before; null unless DISTINCT. */
  private final @Nullable GroupTable seen;

  AggregationRun(Aggregation aggregation, List<DataType> inputTypes) {
    this.aggregation = aggregation;
    DataType argument =
        aggregation.arguments().isEmpty()
            ? SimpleType.BIGINT
            : inputTypes.get(aggregation.arguments().get(0));
    this.accumulator = aggregation.function().accumulator(argument, aggregation.result());
    List<DataType> pair = new ArrayList<>(List.of(SimpleType.INTEGER));
    aggregation.arguments().forEach(a -> pair.add(inputTypes.get(a)));
    this.seen = aggregation.distinct() ? GroupTable.of(pair) : null;
  }

  void add(Batch batch, int[] groups, int groupCount) {
    List<Column> arguments = new ArrayList<>();
    for (int argument : aggregation.arguments()) {
      arguments.add(batch.column(argument));
    }
    Rows rows = rows(batch, arguments);
    if (seen != null) {
      rows = unseen(seen, arguments, groups, rows);
    }
    // COUNT(*) looks at no column: the groups themselves stand in for one.
    Column argument =
        arguments.isEmpty()
            ? new IntColumn(SimpleType.INTEGER, groups.length, groups, null)
            : arguments.get(0);
    accumulator.add(argument, groups, rows, groupCount);
  }

  private Rows rows(Batch batch, List<Column> arguments) {
    Rows rows = new Rows(Selections.all(batch.size()), batch.size());
    if (aggregation.filter() != Aggregation.NO_FILTER) {
      BooleanColumn filter = (BooleanColumn) batch.column(aggregation.filter());
      int[] kept = new int[batch.size()];
      int count = 0;
      for (int i = 0; i < kept.length; i++) {
        kept[count] = i;
        count += filter.values()[i] && !filter.isNull(i) ? 1 : 0;
      }
      rows = new Rows(kept, count);
    }
    for (Column argument : arguments) {
      if (argument.nulls() != null && !aggregation.function().takesNulls()) {
        rows = present(argument, rows);
      }
    }
    return rows;
  }

  private static Rows present(Column argument, Rows rows) {
    int[] kept = new int[rows.count()];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      kept[count] = rows.numbers()[i];
      count += argument.isNull(rows.numbers()[i]) ? 0 : 1;
    }
    return new Rows(kept, count);
  }

  private static Rows unseen(GroupTable seen, List<Column> arguments, int[] groups, Rows rows) {
    List<Column> pair = new ArrayList<>();
    int[] kept = rows.numbers();
    pair.add(
        new IntColumn(SimpleType.INTEGER, groups.length, groups, null).gather(kept, rows.count()));
    for (Column argument : arguments) {
      pair.add(argument.gather(kept, rows.count()));
    }
    int known = seen.size();
    int[] numbers = new int[rows.count()];
    seen.number(pair, numbers.length, numbers, true);
    int[] fresh = new int[seen.size() - known];
    int count = 0;
    for (int i = 0; i < numbers.length && count < fresh.length; i++) {
      if (numbers[i] == known + count) {
        fresh[count++] = kept[i];
      }
    }
    return new Rows(fresh, count);
  }

  Column finish(int groupCount) {
    return accumulator.finish(groupCount);
  }

  /** The memory taken so far, about. */
  long heldBytes() {
    return accumulator.heldBytes() + (seen == null ? 0 : seen.heldBytes());
  }
}
