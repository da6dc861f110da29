package dev.quiver.planner.expression;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.column.LongColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Ranges of longs, or of doubles by {@link Comparisons#sortable}: ascending, both ends inside. */
final class LongRanges implements ValueSet {
  private final long[] lows;
  private final long[] highs;

  private LongRanges(long[] lows, long[] highs) {
    this.lows = lows;
    this.highs = highs;
  }

  static LongRanges of(List<Range> ranges, Evaluation evaluation) {
    List<long[]> bounds = new ArrayList<>();
    for (Range range : ranges) {
      Object low = range.lowValue(evaluation);
      Object high = range.highValue(evaluation);
      long from = low == null ? Long.MIN_VALUE : Comparisons.sortKey(low);
      long to = high == null ? Long.MAX_VALUE : Comparisons.sortKey(high);
      boolean empty =
          !range.lowIncluded() && low != null && from == Long.MAX_VALUE
              || !range.highIncluded() && high != null && to == Long.MIN_VALUE;
      from += low == null || range.lowIncluded() ? 0 : 1;
      to -= high == null || range.highIncluded() ? 0 : 1;
      if (!empty && from <= to) {
        bounds.add(new long[] {from, to});
      }
    }
    bounds.sort(Comparator.comparingLong(b -> b[0]));
    return new LongRanges(
        bounds.stream().mapToLong(b -> b[0]).toArray(),
        bounds.stream().mapToLong(b -> b[1]).toArray());
  }

  @Override
  public int select(Column values, int[] in, int count, boolean negated, int[] out) {
    if (lows.length == 1) {
      if (values instanceof IntColumn ints) {
        return inInts(ints.values(), in, count, negated, out);
      }
      if (values instanceof LongColumn longs) {
        return inLongs(longs.values(), in, count, negated, out);
      }
      if (values instanceof DoubleColumn doubles) {
        return inDoubles(doubles.values(), in, count, negated, out);
      }
    }
    long[] keys = Comparisons.sortKeys(values);
    int n = 0;
    for (int i = 0; i < count; i++) {
      int row = in[i];
      out[n] = row;
      n += contains(keys[row]) ^ negated ? 1 : 0;
    }
    return n;
  }

  private int inInts(int[] values, int[] in, int count, boolean negated, int[] out) {
    long low = lows[0];
    long high = highs[0];
    int n = 0;
    for (int i = 0; i < count; i++) {
      int row = in[i];
      int value = values[row];
      out[n] = row;
      n += (value >= low & value <= high) ^ negated ? 1 : 0;
    }
    return n;
  }

  private int inLongs(long[] values, int[] in, int count, boolean negated, int[] out) {
    long low = lows[0];
    long high = highs[0];
    int n = 0;
    for (int i = 0; i < count; i++) {
      int row = in[i];
      long value = values[row];
      out[n] = row;
      n += (value >= low & value <= high) ^ negated ? 1 : 0;
    }
    return n;
  }

  private int inDoubles(double[] values, int[] in, int count, boolean negated, int[] out) {
    long low = lows[0];
    long high = highs[0];
    int n = 0;
    for (int i = 0; i < count; i++) {
      int row = in[i];
      long value = Comparisons.sortable(values[row]);
      out[n] = row;
      n += (value >= low & value <= high) ^ negated ? 1 : 0;
    }
    return n;
  }

  private boolean contains(long key) {
    int at = Arrays.binarySearch(lows, key);
    int range = at >= 0 ? at : -at - 2;
    return range >= 0 && key <= highs[range];
  }

  @Override
  public boolean overlaps(Object min, Object max) {
    long from = Comparisons.sortKey(min);
    long to = Comparisons.sortKey(max);
    for (int i = 0; i < lows.length; i++) {
      if (lows[i] <= to && highs[i] >= from) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean covers(Object min, Object max) {
    long from = Comparisons.sortKey(min);
    long to = Comparisons.sortKey(max);
    for (int i = 0; i < lows.length; i++) {
      if (lows[i] <= from && highs[i] >= to) {
        return true;
      }
    }
    return false;
  }
}
