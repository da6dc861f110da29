package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.List;
import java.util.SplittableRandom;

/**
 * RAND() and RAND(seed): doubles from 0 to 1; RAND_INTEGER([seed,] n): integers below n. A seed
 * makes an execution repeatable.
 */
record RandomNumbers(DataType type, List<Expression> arguments) implements Expression {
  static Expression of(DataType type, List<Expression> arguments) {
    return new RandomNumbers(type, arguments);
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    boolean integers = type != SimpleType.DOUBLE;
    boolean seeded = arguments.size() > (integers ? 1 : 0);
    SplittableRandom random =
        evaluation.once(
            this,
            () ->
                seeded
                    ? new SplittableRandom(first(batch, evaluation, 0))
                    : new SplittableRandom());
    ColumnBuilder builder = ColumnBuilder.of(type);
    long bound = integers ? first(batch, evaluation, arguments.size() - 1) : 1;
    if (bound < 1) {
      throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, "RAND_INTEGER", bound, "1 and more");
    }
    for (int i = 0; i < batch.size(); i++) {
      Object number = integers ? (Object) random.nextLong(bound) : random.nextDouble();
      builder.append(Conversions.convert(number, type, "RAND"));
    }
    return builder.build();
  }

  private long first(Batch batch, Evaluation evaluation, int argument) {
    if (batch.size() == 0) {
      return 1;
    }
    Object value = arguments.get(argument).evaluate(batch, evaluation).value(0);
    return value == null ? 1 : (Long) Conversions.convert(value, SimpleType.BIGINT, "RAND");
  }
}
