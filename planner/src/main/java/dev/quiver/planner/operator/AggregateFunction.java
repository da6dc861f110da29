package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Comparisons;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;

/** The aggregate functions. */
enum AggregateFunction {
  COUNT,
  SUM,
  /** SUM that is 0 over no rows. */
  SUM0,
  AVG,
  MIN,
  MAX,
  /** Any of the values. */
  ANY_VALUE,
  /** The only value; more than one is an error. */
  SINGLE_VALUE,
  VAR_POP,
  VAR_SAMP,
  STDDEV_POP,
  STDDEV_SAMP;

  boolean isVariance() {
    return this == VAR_POP || isSample() || this == STDDEV_POP;
  }

  /** Undefined for a single value. */
  boolean isSample() {
    return this == VAR_SAMP || this == STDDEV_SAMP;
  }

  /** Whether NULL arguments count: a NULL row of a scalar subquery is a row. */
  boolean takesNulls() {
    return this == SINGLE_VALUE;
  }

  /** An accumulator for arguments of a type. */
  Accumulator accumulator(DataType argument, DataType result) {
    return switch (this) {
      case COUNT -> new CountAccumulator();
      case SUM, SUM0, AVG -> sum(argument, result);
      case MIN, MAX ->
          switch (Comparisons.form(argument)) {
            case LONGS, DOUBLES -> new LongExtremeAccumulator(this, result);
            case BYTES, OBJECTS -> new ObjectExtremeAccumulator(this, result);
          };
      case ANY_VALUE -> new ObjectExtremeAccumulator(this, result);
      case SINGLE_VALUE -> new SingleValueAccumulator(result);
      case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> new DoubleSumAccumulator(this, result);
    };
  }

  private Accumulator sum(DataType argument, DataType result) {
    if (argument instanceof VectorType) {
      return new VectorSumAccumulator(this, result);
    }
    if (argument instanceof DecimalType) {
      return new DecimalSumAccumulator(this, result);
    }
    return argument == SimpleType.REAL || argument == SimpleType.DOUBLE
        ? new DoubleSumAccumulator(this, result)
        : new SumAccumulator(this, result);
  }
}
