package dev.quiver.planner.expression;

import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single byte strings, sorted, and ranges of them, in no order. */
final class BytesRanges implements ValueSet {
  private record Bounds(
      byte @Nullable [] low, boolean lowIncluded, byte @Nullable [] high, boolean highIncluded) {

    boolean contains(byte[] bytes, int from, int to) {
      if (low != null) {
        int order = Arrays.compareUnsigned(bytes, from, to, low, 0, low.length);
        if (order < 0 || order == 0 && !lowIncluded) {
          return false;
        }
      }
      if (high == null) {
        return true;
      }
      int order = Arrays.compareUnsigned(bytes, from, to, high, 0, high.length);
      return order < 0 || order == 0 && highIncluded;
    }

    boolean contains(byte[] bytes) {
      return contains(bytes, 0, bytes.length);
    }
  }

  private final byte[][] points;
  private final Bounds[] ranges;

  private BytesRanges(byte[][] points, Bounds[] ranges) {
    this.points = points;
    this.ranges = ranges;
  }

  static BytesRanges of(List<Range> ranges, Evaluation evaluation) {
    List<byte[]> points = new ArrayList<>();
    List<Bounds> bounds = new ArrayList<>();
    for (Range range : ranges) {
      Object low = range.lowValue(evaluation);
      Object high = range.highValue(evaluation);
      byte[] from = low == null ? null : Comparisons.bytes(low);
      byte[] to = high == null ? null : Comparisons.bytes(high);
      if (from != null && Arrays.equals(from, to) && range.lowIncluded() && range.highIncluded()) {
        points.add(from);
      } else {
        bounds.add(new Bounds(from, range.lowIncluded(), to, range.highIncluded()));
      }
    }
    points.sort(Arrays::compareUnsigned);
    return new BytesRanges(points.toArray(new byte[0][]), bounds.toArray(new Bounds[0]));
  }

  @Override
  public int select(Column values, int[] in, int count, boolean negated, int[] out) {
    BytesColumn column = (BytesColumn) values;
    if (points.length == 1 && ranges.length == 0) {
      return equal(column, points[0], in, count, negated, out);
    }
    int n = 0;
    for (int i = 0; i < count; i++) {
      int row = in[i];
      out[n] = row;
      n += contains(column.bytes(), column.start(row), column.end(row)) ^ negated ? 1 : 0;
    }
    return n;
  }

  private static int equal(
      BytesColumn column, byte[] point, int[] in, int count, boolean negated, int[] out) {
    byte[] bytes = column.bytes();
    int[] offsets = column.offsets();
    int n = 0;
    for (int i = 0; i < count; i++) {
      int row = in[i];
      int from = offsets[row];
      int to = offsets[row + 1];
      boolean same =
          to - from == point.length && Arrays.equals(bytes, from, to, point, 0, point.length);
      out[n] = row;
      n += same ^ negated ? 1 : 0;
    }
    return n;
  }

  private boolean contains(byte[] bytes, int from, int to) {
    int low = 0;
    int high = points.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      byte[] point = points[middle];
      int order = Arrays.compareUnsigned(bytes, from, to, point, 0, point.length);
      if (order == 0) {
        return true;
      }
      if (order < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    for (Bounds range : ranges) {
      if (range.contains(bytes, from, to)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean overlaps(Object min, Object max) {
    Bounds statistics = new Bounds(Comparisons.bytes(min), true, Comparisons.bytes(max), true);
    for (byte[] point : points) {
      if (statistics.contains(point)) {
        return true;
      }
    }
    for (Bounds range : ranges) {
      boolean above = range.high != null && Arrays.compareUnsigned(range.high, statistics.low) < 0;
      boolean below = range.low != null && Arrays.compareUnsigned(range.low, statistics.high) > 0;
      if (!above && !below) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean covers(Object min, Object max) {
    byte[] from = Comparisons.bytes(min);
    byte[] to = Comparisons.bytes(max);
    for (byte[] point : points) {
      if (Arrays.equals(point, from) && Arrays.equals(point, to)) {
        return true;
      }
    }
    for (Bounds range : ranges) {
      if (range.contains(from) && range.contains(to)) {
        return true;
      }
    }
    return false;
  }
}
