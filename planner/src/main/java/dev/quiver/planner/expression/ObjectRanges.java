package dev.quiver.planner.expression;

import dev.quiver.storage.column.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranges of values without a faster form: decimals, vectors, lists. */
record ObjectRanges(List<Bounds> ranges) implements ValueSet {
  private record Bounds(
      @Nullable Object low, boolean lowIncluded, @Nullable Object high, boolean highIncluded) {

    boolean contains(Object value) {
      if (low != null) {
        int order = Comparisons.compare(value, low);
        if (order < 0 || order == 0 && !lowIncluded) {
          return false;
        }
      }
      if (high == null) {
        return true;
      }
      int order = Comparisons.compare(value, high);
      return order < 0 || order == 0 && highIncluded;
    }
  }

  static ObjectRanges of(List<Range> ranges, Evaluation evaluation) {
    return new ObjectRanges(
        ranges.stream()
            .map(
                r ->
                    new Bounds(
                        r.lowValue(evaluation),
                        r.lowIncluded(),
                        r.highValue(evaluation),
                        r.highIncluded()))
            .toList());
  }

  @Override
  public int select(Column values, int[] in, int count, boolean negated, int[] out) {
    int n = 0;
    for (int i = 0; i < count; i++) {
      int row = in[i];
      Object value = values.value(row);
      out[n] = row;
      n += value != null && contains(value) ^ negated ? 1 : 0;
    }
    return n;
  }

  private boolean contains(Object value) {
    for (Bounds range : ranges) {
      if (range.contains(value)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean overlaps(Object min, Object max) {
    for (Bounds range : ranges) {
      boolean above = range.high != null && Comparisons.compare(range.high, min) < 0;
      boolean below = range.low != null && Comparisons.compare(range.low, max) > 0;
      if (!above && !below) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean covers(Object min, Object max) {
    for (Bounds range : ranges) {
      if (range.contains(min) && range.contains(max)) {
        return true;
      }
    }
    return false;
  }
}
