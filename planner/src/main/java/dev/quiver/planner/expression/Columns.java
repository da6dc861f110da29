package dev.quiver.planner.expression;

import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.BooleanColumn;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.FloatColumn;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.column.ListColumn;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import org.jspecify.annotations.Nullable;

/** Columns made from nothing or from other columns' arrays. */
public final class Columns {
  private Columns() {}

  /** A column without rows. */
  public static Column empty(DataType type) {
    return ColumnBuilder.of(type).build();
  }

  /** The same value in every row; null for NULL. */
  public static Column repeat(DataType type, @Nullable Object value, int size) {
    ColumnBuilder builder = ColumnBuilder.of(type);
    builder.append(value);
    return broadcast(builder.build(), size);
  }

  /** The only row of a column, {@code size} times. */
  public static Column broadcast(Column one, int size) {
    return size == 1 ? one : one.gather(new int[size], size);
  }

  /** The same arrays under a type of the same form, for example SMALLINT as INTEGER. */
  public static Column retype(Column column, DataType type) {
    if (column.type().equals(type)) {
      return column;
    }
    int size = column.size();
    boolean[] nulls = column.nulls();
    if (column instanceof IntColumn c) {
      return new IntColumn(type, size, c.values(), nulls);
    }
    if (column instanceof LongColumn c) {
      return new LongColumn(type, size, c.values(), nulls);
    }
    if (column instanceof FloatColumn c) {
      return new FloatColumn(type, size, c.values(), nulls);
    }
    if (column instanceof DoubleColumn c) {
      return new DoubleColumn(type, size, c.values(), nulls);
    }
    if (column instanceof BooleanColumn c) {
      return new BooleanColumn(type, size, c.values(), nulls);
    }
    if (column instanceof DecimalColumn c) {
      return new DecimalColumn(type, size, c.values(), nulls);
    }
    if (column instanceof BytesColumn c) {
      return new BytesColumn(type, size, c.bytes(), c.offsets(), nulls);
    }
    if (column instanceof ListColumn c) {
      return new ListColumn((ListType) type, size, c.offsets(), c.elements(), nulls);
    }
    if (column instanceof VectorColumn c) {
      return new VectorColumn((VectorType) type, size, c.values(), nulls);
    }
    return new BitVectorColumn((VectorType) type, size, ((BitVectorColumn) column).values(), nulls);
  }

  /** The column whose values have some {@linkplain Comparisons#sortKeys sort keys}. */
  public static Column ofSortKeys(
      DataType type, long[] keys, int size, boolean @Nullable [] nulls) {
    if (Numbers.isApproximate(type)) {
      double[] values = new double[size];
      float[] narrow = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = Double.longBitsToDouble(keys[i] ^ ((keys[i] >> 63) & Long.MAX_VALUE));
        narrow[i] = (float) values[i];
      }
      return type == SimpleType.DOUBLE
          ? new DoubleColumn(type, size, values, nulls)
          : new FloatColumn(type, size, narrow, nulls);
    }
    if (type == SimpleType.BOOLEAN) {
      boolean[] values = new boolean[size];
      for (int i = 0; i < size; i++) {
        values[i] = keys[i] != 0;
      }
      return new BooleanColumn(type, size, values, nulls);
    }
    if (type instanceof SimpleType && type != SimpleType.BIGINT) {
      int[] values = new int[size];
      for (int i = 0; i < size; i++) {
        values[i] = (int) keys[i];
      }
      return new IntColumn(type, size, values, nulls);
    }
    return new LongColumn(type, size, keys, nulls);
  }

  /** NULL where either is. */
  static boolean @Nullable [] eitherNull(Column left, Column right) {
    boolean[] a = left.nulls();
    boolean[] b = right.nulls();
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    boolean[] either = new boolean[left.size()];
    for (int i = 0; i < either.length; i++) {
      either[i] = a[i] | b[i];
    }
    return either;
  }
}
