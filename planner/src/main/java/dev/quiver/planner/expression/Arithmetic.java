package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.FloatColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * {@code + - * / MOD} over numbers, computed in the kind of number that the result has.
 *
 * <p>A result that does not fit is VALUE_OUT_OF_RANGE, division by zero DIVISION_BY_ZERO (also
 * between doubles); NULL rows take part in neither.
 */
record Arithmetic(Operation operation, DataType type, Expression left, Expression right)
    implements Expression {

  /** What is computed. */
  enum Operation {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDE("/"),
    MOD("MOD");

    final String symbol;

    Operation(String symbol) {
      this.symbol = symbol;
    }
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    Column a = left.evaluate(batch, evaluation);
    Column b = right.evaluate(batch, evaluation);
    boolean[] nulls = Columns.eitherNull(a, b);
    int size = batch.size();
    if (type instanceof DecimalType decimal) {
      return new DecimalColumn(
          type, size, decimals(Numbers.decimals(a), Numbers.decimals(b), nulls, decimal), nulls);
    }
    if (Numbers.isApproximate(type)) {
      return approximate(Numbers.doubles(a), Numbers.doubles(b), size, nulls);
    }
    long[] x = exact(a);
    long[] y = exact(b);
    long[] out = new long[size];
    if (!tryLongs(x, y, out, nulls)) {
      throw outOfRange(x, y, out, nulls);
    }
    return Numbers.narrow(type, out, size, nulls, operation.symbol);
  }

  private long[] exact(Column column) {
    return column instanceof DecimalColumn || Numbers.isApproximate(column.type())
        ? Numbers.longs(Casts.column(column, SimpleType.BIGINT, operation.symbol))
        : Numbers.longs(column);
  }

  /** Fills {@code out}; false if some row that is not NULL overflows. */
  private boolean tryLongs(long[] x, long[] y, long[] out, boolean @Nullable [] nulls) {
    long bad = 0;
    switch (operation) {
      case PLUS -> {
        for (int i = 0; i < out.length; i++) {
          long r = x[i] + y[i];
          bad |= (x[i] ^ r) & (y[i] ^ r);
          out[i] = r;
        }
      }
      case MINUS -> {
        for (int i = 0; i < out.length; i++) {
          long r = x[i] - y[i];
          bad |= (x[i] ^ y[i]) & (x[i] ^ r);
          out[i] = r;
        }
      }
      case TIMES -> {
        for (int i = 0; i < out.length; i++) {
          long r = x[i] * y[i];
          long high = Math.multiplyHigh(x[i], y[i]);
          bad |= (high ^ (r >> 63)) == 0 ? 0 : -1;
          out[i] = r;
        }
      }
      case DIVIDE, MOD -> divide(x, y, out, nulls);
    }
    return bad >= 0;
  }

  private void divide(long[] x, long[] y, long[] out, boolean @Nullable [] nulls) {
    for (int i = 0; i < out.length; i++) {
      if (nulls != null && nulls[i]) {
        continue;
      }
      if (y[i] == 0) {
        throw new QuiverException(ErrorCode.DIVISION_BY_ZERO);
      }
      if (operation == Operation.MOD) {
        out[i] = remainder(x[i], y[i]);
      } else if (x[i] == Long.MIN_VALUE && y[i] == -1) {
        throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, "/", x[i] + " / " + y[i], type);
      } else {
        out[i] = x[i] / y[i];
      }
    }
  }

  /**
   * {@code a % b}. Within 32 bits by way of a division of doubles, which is exact to the whole
   * number there and takes a fifth of the time of one of longs.
   */
  static long remainder(long a, long b) {
    return (int) a == a && (int) b == b ? a - (long) ((double) a / b) * b : a % b;
  }

  /** The error of the first overflow; nothing but NULL rows overflowed if there is none. */
  private QuiverException outOfRange(long[] x, long[] y, long[] out, boolean @Nullable [] nulls) {
    for (int i = 0; i < out.length; i++) {
      if (nulls == null || !nulls[i]) {
        BigDecimal exact = exact(BigDecimal.valueOf(x[i]), BigDecimal.valueOf(y[i]));
        if (exact.compareTo(BigDecimal.valueOf(out[i])) != 0) {
          String what = x[i] + " " + operation.symbol + " " + y[i];
          return new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, operation.symbol, what, type);
        }
      }
    }
    return new QuiverException(ErrorCode.INTERNAL, "an overflow in a row that is NULL");
  }

  private Column approximate(double[] x, double[] y, int size, boolean @Nullable [] nulls) {
    double[] out = new double[size];
    switch (operation) {
      case PLUS -> {
        for (int i = 0; i < size; i++) {
          out[i] = x[i] + y[i];
        }
      }
      case MINUS -> {
        for (int i = 0; i < size; i++) {
          out[i] = x[i] - y[i];
        }
      }
      case TIMES -> {
        for (int i = 0; i < size; i++) {
          out[i] = x[i] * y[i];
        }
      }
      case DIVIDE, MOD -> {
        for (int i = 0; i < size; i++) {
          if (y[i] == 0 && (nulls == null || !nulls[i])) {
            throw new QuiverException(ErrorCode.DIVISION_BY_ZERO);
          }
          out[i] = operation == Operation.MOD ? x[i] % y[i] : x[i] / y[i];
        }
      }
    }
    if (type == SimpleType.DOUBLE) {
      return new DoubleColumn(type, size, out, nulls);
    }
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (float) out[i];
    }
    return new FloatColumn(type, size, floats, nulls);
  }

  private BigDecimal exact(BigDecimal a, BigDecimal b) {
    return switch (operation) {
      case PLUS -> a.add(b);
      case MINUS -> a.subtract(b);
      case TIMES -> a.multiply(b);
      case DIVIDE -> a.divide(b, MathContext.DECIMAL128);
      case MOD -> a.remainder(b);
    };
  }

  private BigDecimal[] decimals(
      BigDecimal[] x, BigDecimal[] y, boolean @Nullable [] nulls, DecimalType decimal) {
    BigDecimal[] out = new BigDecimal[x.length];
    for (int i = 0; i < out.length; i++) {
      if (nulls != null && nulls[i]) {
        out[i] = BigDecimal.ZERO;
        continue;
      }
      boolean divides = operation == Operation.DIVIDE || operation == Operation.MOD;
      if (divides && y[i].signum() == 0) {
        throw new QuiverException(ErrorCode.DIVISION_BY_ZERO);
      }
      BigDecimal result =
          operation == Operation.DIVIDE
              ? x[i].divide(y[i], decimal.scale(), RoundingMode.HALF_UP)
              : exact(x[i], y[i]).setScale(decimal.scale(), RoundingMode.HALF_UP);
      if (result.precision() - result.scale() > decimal.precision() - decimal.scale()) {
        throw new QuiverException(
            ErrorCode.VALUE_OUT_OF_RANGE, operation.symbol, result.toPlainString(), type);
      }
      out[i] = result;
    }
    return out;
  }
}
