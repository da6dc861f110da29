package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.BooleanColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.FloatColumn;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Columns' values as arrays of one kind of number; the rows that are NULL hold anything. */
final class Numbers {
  private Numbers() {}

  static boolean isInteger(DataType type) {
    return type == SimpleType.TINYINT
        || type == SimpleType.SMALLINT
        || type == SimpleType.INTEGER
        || type == SimpleType.BIGINT;
  }

  static boolean isApproximate(DataType type) {
    return type == SimpleType.REAL || type == SimpleType.DOUBLE;
  }

  static boolean isNumeric(DataType type) {
    return isInteger(type) || isApproximate(type) || type instanceof DecimalType;
  }

  /** Integers, and the numbers that stand for booleans, dates, times and timestamps. */
  static long[] longs(Column column) {
    if (column instanceof LongColumn longs) {
      return longs.values();
    }
    int size = column.size();
    long[] wide = new long[size];
    if (column instanceof BooleanColumn booleans) {
      boolean[] values = booleans.values();
      for (int i = 0; i < size; i++) {
        wide[i] = values[i] ? 1 : 0;
      }
      return wide;
    }
    int[] values = ((IntColumn) column).values();
    for (int i = 0; i < size; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** Any numeric column. */
  static double[] doubles(Column column) {
    if (column instanceof DoubleColumn doubles) {
      return doubles.values();
    }
    int size = column.size();
    double[] wide = new double[size];
    if (column instanceof FloatColumn floats) {
      float[] values = floats.values();
      for (int i = 0; i < size; i++) {
        wide[i] = values[i];
      }
    } else if (column instanceof DecimalColumn decimals) {
      for (int i = 0; i < size; i++) {
        wide[i] = decimals.isNull(i) ? 0 : decimals.values()[i].doubleValue();
      }
    } else {
      long[] values = longs(column);
      for (int i = 0; i < size; i++) {
        wide[i] = values[i];
      }
    }
    return wide;
  }

  /** Any exact numeric column. */
  static BigDecimal[] decimals(Column column) {
    if (column instanceof DecimalColumn decimals) {
      return decimals.values();
    }
    BigDecimal[] wide = new BigDecimal[column.size()];
    if (column instanceof DoubleColumn || column instanceof FloatColumn) {
      double[] values = doubles(column);
      for (int i = 0; i < wide.length; i++) {
        wide[i] = column.isNull(i) ? BigDecimal.ZERO : BigDecimal.valueOf(values[i]);
      }
      return wide;
    }
    long[] values = longs(column);
    for (int i = 0; i < wide.length; i++) {
      wide[i] = BigDecimal.valueOf(values[i]);
    }
    return wide;
  }

  /** The least value of an integer type. */
  static long min(DataType type) {
    return -max(type) - 1;
  }

  /** The greatest value of an integer type. */
  static long max(DataType type) {
    return switch ((SimpleType) type) {
      case TINYINT -> Byte.MAX_VALUE;
      case SMALLINT -> Short.MAX_VALUE;
      case INTEGER, DATE -> Integer.MAX_VALUE;
      default -> Long.MAX_VALUE;
    };
  }

  /** A column of an integer type; a value beyond the type's range is an error. */
  static Column narrow(
      DataType type, long[] values, int size, boolean @Nullable [] nulls, String what) {
    if (type == SimpleType.BIGINT) {
      return new LongColumn(type, size, values, nulls);
    }
    long max = max(type);
    long min = -max - 1;
    int[] ints = new int[size];
    boolean fits = true;
    for (int i = 0; i < size; i++) {
      fits &= values[i] >= min & values[i] <= max;
      ints[i] = (int) values[i];
    }
    if (!fits) {
      for (int i = 0; i < size; i++) {
        if ((nulls == null || !nulls[i]) && (values[i] < min || values[i] > max)) {
          throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, what, values[i], type);
        }
      }
    }
    return new IntColumn(type, size, ints, nulls);
  }
}
