package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.Expression;
import dev.quiver.storage.column.DenseBatch;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many rows to skip and how many to give; both may be parameters. NULL is no limit. */
record RowLimit(@Nullable Expression offset, @Nullable Expression fetch) {
  private static final DenseBatch ONE_ROW = new DenseBatch(1, List.of());

  long offset(Evaluation evaluation) {
    return value(offset, "OFFSET", 0, evaluation);
  }

  long fetch(Evaluation evaluation) {
    return value(fetch, "LIMIT", Long.MAX_VALUE, evaluation);
  }

  private static long value(
      @Nullable Expression expression, String what, long missing, Evaluation evaluation) {
    if (expression == null) {
      return missing;
    }
    Object value = expression.evaluate(ONE_ROW, evaluation).value(0);
    if (value == null) {
      return missing;
    }
    long number =
        value instanceof BigDecimal exact ? saturated(exact) : ((Number) value).longValue();
    if (number < 0) {
      throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, what, value, "0 and more");
    }
    return number;
  }

  /** Beyond a long, there are no more rows. */
  private static long saturated(BigDecimal number) {
    return number.max(BigDecimal.ONE.negate()).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }

  @Override
  public String toString() {
    return (fetch == null ? "" : "limited") + (offset == null ? "" : " with offset");
  }
}
