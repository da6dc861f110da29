package dev.quiver.planner.expression;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value lies in one of some ranges with constant bounds: every comparison with a
 * constant, BETWEEN, IN with a list.
 *
 * @param negated wants the values outside of all ranges
 * @param nullQualifies what a NULL operand gives
 */
record RangePredicate(
    Expression operand, List<Range> ranges, boolean negated, boolean nullQualifies)
    implements Predicate {

  RangePredicate {
    ranges = List.copyOf(ranges);
  }

  @Override
  public int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation) {
    ValueSet set = set(evaluation);
    if (count == 0 || set == ValueSet.UNKNOWN) {
      return 0;
    }
    if (operand instanceof InputReference || count == batch.size()) {
      return matching(set, operand.evaluate(batch, evaluation), in, count, out);
    }
    Column values = operand.evaluate(batch.select(in, count), evaluation);
    int[] found = new int[count];
    int matches = matching(set, values, Selections.all(count), count, found);
    for (int i = 0; i < matches; i++) {
      out[i] = in[found[i]];
    }
    return matches;
  }

  private int matching(ValueSet set, Column values, int[] in, int count, int[] out) {
    boolean[] nulls = values.nulls();
    if (nulls == null) {
      return set.select(values, in, count, negated, out);
    }
    int[] present = new int[count];
    int[] absent = new int[nullQualifies ? count : 0];
    int presentCount = 0;
    for (int i = 0; i < count; i++) {
      present[presentCount] = in[i];
      presentCount += nulls[in[i]] ? 0 : 1;
    }
    if (!nullQualifies) {
      return set.select(values, present, presentCount, negated, out);
    }
    int absentCount = Selections.minus(in, count, present, presentCount, absent);
    int matches = set.select(values, present, presentCount, negated, present);
    return Selections.union(present, matches, absent, absentCount, out);
  }

  @Override
  public @Nullable List<Object> points(int column, Evaluation evaluation) {
    if (operand.inputColumn() != column || negated || nullQualifies) {
      return null;
    }
    List<Object> points = new ArrayList<>();
    for (Range range : ranges) {
      if (range.isUnknown(evaluation)) {
        return List.of();
      }
      Object low = range.lowValue(evaluation);
      Object high = range.highValue(evaluation);
      boolean point =
          low != null
              && high != null
              && range.lowIncluded()
              && range.highIncluded()
              && Comparisons.compare(low, high) == 0;
      if (!point) {
        return null;
      }
      points.add(low);
    }
    return points;
  }

  private ValueSet set(Evaluation evaluation) {
    return evaluation.once(
        this, () -> ValueSet.of(Comparisons.form(operand.type()), ranges, evaluation));
  }

  @Override
  public boolean mayMatch(
      IntFunction<Optional<ColumnStatistics>> statistics, Evaluation evaluation) {
    if (!(operand instanceof InputReference column)) {
      return true;
    }
    ValueSet set = set(evaluation);
    if (set == ValueSet.UNKNOWN) {
      return false;
    }
    Optional<ColumnStatistics> known = statistics.apply(column.index());
    if (known.isEmpty() || nullQualifies && known.get().nullCount() > 0) {
      return true;
    }
    Object min = known.get().min();
    Object max = known.get().max();
    if (min == null || max == null) {
      return true;
    }
    return negated ? !set.covers(min, max) : set.overlaps(min, max);
  }
}
