package dev.quiver.storage.arrow;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.column.BooleanColumn;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.FloatColumn;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.column.Utf8;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bounds of a column while it is written.
 *
 * <p>Texts, bytes and UUIDs are ordered by their bytes as unsigned numbers; texts and bytes are cut
 * to 64 bytes, and a text that is not UTF-8 is no bound. A zero counts as −0.0 below and 0.0 above;
 * a NaN leaves a column without bounds. BLOB, JSON, vectors and lists have none.
 */
abstract class StatisticsBuilder {
  private long nullCount;

  static StatisticsBuilder of(DataType type) {
    if (type instanceof VectorType
        || type instanceof ListType
        || type == SimpleType.BLOB
        || type == SimpleType.JSON) {
      return new NullsOnly();
    }
    if (type == SimpleType.VARCHAR || type == SimpleType.VARBINARY || type == SimpleType.UUID) {
      return new ByteBounds((SimpleType) type);
    }
    if (type == SimpleType.REAL || type == SimpleType.DOUBLE) {
      return new DoubleBounds(type);
    }
    return type instanceof dev.quiver.storage.type.DecimalType
        ? new DecimalBounds()
        : new LongBounds(type);
  }

  final void add(Column column, int from, int to) {
    for (int i = from; i < to; i++) {
      if (column.isNull(i)) {
        nullCount++;
      }
    }
    addValues(column, from, to);
  }

  final ColumnStatistics build() {
    return new ColumnStatistics(min(), max(), nullCount);
  }

  abstract void addValues(Column column, int from, int to);

  abstract @Nullable Object min();

  abstract @Nullable Object max();

  private static final class NullsOnly extends StatisticsBuilder {
    @Override
    void addValues(Column column, int from, int to) {
      // Only NULLs count.
    }

    @Override
    @Nullable Object min() {
      return null;
    }

    @Override
    @Nullable Object max() {
      return null;
    }
  }

  /** BOOLEAN, whole numbers, dates and times. */
  private static final class LongBounds extends StatisticsBuilder {
    private final DataType type;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    LongBounds(DataType type) {
      this.type = type;
    }

    @Override
    void addValues(Column column, int from, int to) {
      for (int i = from; i < to; i++) {
        if (!column.isNull(i)) {
          long value = value(column, i);
          min = Math.min(min, value);
          max = Math.max(max, value);
        }
      }
    }

    private static long value(Column column, int row) {
      if (column instanceof LongColumn longs) {
        return longs.values()[row];
      }
      return column instanceof IntColumn ints
          ? ints.values()[row]
          : (((BooleanColumn) column).values()[row] ? 1 : 0);
    }

    @Override
    @Nullable Object min() {
      return min > max ? null : object(min);
    }

    @Override
    @Nullable Object max() {
      return min > max ? null : object(max);
    }

    private @Nullable Object object(long value) {
      if (type == SimpleType.BOOLEAN) {
        return value != 0;
      }
      return type instanceof SimpleType && type != SimpleType.BIGINT
          ? new IntColumn(type, 1, new int[] {(int) value}, null).value(0)
          : new LongColumn(type, 1, new long[] {value}, null).value(0);
    }
  }

  /** REAL and DOUBLE. */
  private static final class DoubleBounds extends StatisticsBuilder {
    private final DataType type;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean any;

    DoubleBounds(DataType type) {
      this.type = type;
    }

    @Override
    void addValues(Column column, int from, int to) {
      for (int i = from; i < to; i++) {
        if (!column.isNull(i)) {
          double value =
              column instanceof FloatColumn floats
                  ? floats.values()[i]
                  : ((DoubleColumn) column).values()[i];
          any = true;
          min = Math.min(min, value); // NaN, once met, stays
          max = Math.max(max, value);
        }
      }
    }

    @Override
    @Nullable Object min() {
      return object(min == 0 ? -0.0 : min);
    }

    @Override
    @Nullable Object max() {
      return object(max == 0 ? 0.0 : max);
    }

    private @Nullable Object object(double value) {
      if (!any || Double.isNaN(value)) {
        return null;
      }
      if (type == SimpleType.REAL) {
        return (float) value;
      }
      return value;
    }
  }

  /** DECIMAL. */
  private static final class DecimalBounds extends StatisticsBuilder {
    private @Nullable BigDecimal min;
    private @Nullable BigDecimal max;

    @Override
    void addValues(Column column, int from, int to) {
      BigDecimal[] values = ((DecimalColumn) column).values();
      for (int i = from; i < to; i++) {
        if (!column.isNull(i)) {
          min = min == null || values[i].compareTo(min) < 0 ? values[i] : min;
          max = max == null || values[i].compareTo(max) > 0 ? values[i] : max;
        }
      }
    }

    @Override
    @Nullable Object min() {
      return min;
    }

    @Override
    @Nullable Object max() {
      return max;
    }
  }

  /** VARCHAR, VARBINARY and UUID. */
  private static final class ByteBounds extends StatisticsBuilder {
    private static final int MAX_BYTES = 64;

    private final SimpleType type;
    private byte @Nullable [] min;
    private byte @Nullable [] max;

    ByteBounds(SimpleType type) {
      this.type = type;
    }

    @Override
    void addValues(Column column, int from, int to) {
      BytesColumn values = (BytesColumn) column;
      for (int i = from; i < to; i++) {
        if (!column.isNull(i)) {
          min = min == null || ByteOrdering.compare(values, i, min) < 0 ? bytes(values, i) : min;
          max = max == null || ByteOrdering.compare(values, i, max) > 0 ? bytes(values, i) : max;
        }
      }
    }

    private static byte[] bytes(BytesColumn values, int row) {
      return java.util.Arrays.copyOfRange(values.bytes(), values.start(row), values.end(row));
    }

    @Override
    @Nullable Object min() {
      return min == null ? null : object(ByteOrdering.cut(min, MAX_BYTES, isText()));
    }

    @Override
    @Nullable Object max() {
      byte[] bound = max == null ? null : ByteOrdering.cutUp(max, MAX_BYTES, isText());
      return bound == null ? null : object(bound);
    }

    private boolean isText() {
      return type == SimpleType.VARCHAR;
    }

    private @Nullable Object object(byte[] value) {
      if (isText() && !Utf8.isWellFormed(value, 0, value.length)) {
        return null; // as a text it would sort elsewhere
      }
      return new BytesColumn(type, 1, value, new int[] {0, value.length}, null).value(0);
    }
  }
}
