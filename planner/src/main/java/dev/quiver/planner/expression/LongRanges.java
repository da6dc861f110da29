package dev.quiver.planner.expression;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.column.LongColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of longs, or of doubles by {@link Comparisons#sortable}: ascending, both ends inside.
 *
 * <p>A bound of longs may be a decimal: it is rounded into the range, and a range that holds no
 * whole number, or only some beyond a long, is left out.
 */
final class LongRanges implements ValueSet {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final long[] lows;
  private final long[] highs;

  private LongRanges(long[] lows, long[] highs) {
    this.lows = lows;
    this.highs = highs;
  }

  static LongRanges of(List<Range> ranges, Evaluation evaluation) {
    List<long[]> bounds = new ArrayList<>(ranges.size());
    for (Range range : ranges) {
      Long from = from(range.lowValue(evaluation), range.lowIncluded());
      Long to = to(range.highValue(evaluation), range.highIncluded());
      if (from != null && to != null && from <= to) {
        bounds.add(new long[] {from, to});
      }
    }
    if (bounds.size() > 1) {
      bounds.sort(Comparator.comparingLong(b -> b[0]));
    }
    long[] lows = new long[bounds.size()];
    long[] highs = new long[bounds.size()];
    for (int i = 0; i < lows.length; i++) {
      lows[i] = bounds.get(i)[0];
      highs[i] = bounds.get(i)[1];
    }
    return new LongRanges(lows, highs);
  }

  /** The least key above a lower bound; null if there is none. */
  private static @Nullable Long from(@Nullable Object low, boolean included) {
    if (low == null) {
      return Long.MIN_VALUE;
    }
    if (low instanceof BigDecimal exact) {
      BigDecimal least =
          included
              ? exact.setScale(0, RoundingMode.CEILING)
              : exact.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
      return least.compareTo(GREATEST) > 0 ? null : (Long) least.max(LEAST).longValueExact();
    }
    long key = Comparisons.sortKey(low);
    if (included) {
      return key;
    }
    return key == Long.MAX_VALUE ? null : (Long) (key + 1);
  }

  /** The greatest key below an upper bound; null if there is none. */
  private static @Nullable Long to(@Nullable Object high, boolean included) {
    if (high == null) {
      return Long.MAX_VALUE;
    }
    if (high instanceof BigDecimal exact) {
      BigDecimal greatest =
          included
              ? exact.setScale(0, RoundingMode.FLOOR)
              : exact.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
      return greatest.compareTo(LEAST) < 0 ? null : (Long) greatest.min(GREATEST).longValueExact();
    }
    long key = Comparisons.sortKey(high);
    if (included) {
      return key;
    }
    return key == Long.MIN_VALUE ? null : (Long) (key - 1);
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
