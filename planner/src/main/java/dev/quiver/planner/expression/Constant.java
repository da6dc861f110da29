package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that is the same for all rows of one execution: a literal, a parameter, or what is
 * computed from these alone. It is computed once, when the first row asks for it.
 */
final class Constant implements Expression {
  private static final Batch ONE_ROW = new DenseBatch(1, List.of());

  private record Repeated(Column[] last) {}

  private final DataType type;
  private final Function<Evaluation, Column> compute;
  private final Object repeatedKey = new Object();

  private Constant(DataType type, Function<Evaluation, Column> compute) {
    this.type = type;
    this.compute = compute;
  }

  static Constant literal(DataType type, @Nullable Object value) {
    Column one = Columns.repeat(type, value, 1);
    return new Constant(type, evaluation -> one);
  }

  static Constant of(DataType type, Function<Evaluation, @Nullable Object> value) {
    return new Constant(
        type,
        evaluation -> {
          ColumnBuilder builder = ColumnBuilder.of(type);
          builder.append(value.apply(evaluation));
          return builder.build();
        });
  }

  /** A value that is computed as a column of one row. */
  static Constant ofColumn(DataType type, Function<Evaluation, Column> column) {
    return new Constant(type, column);
  }

  /** An expression that refers to no column. */
  static Constant folded(Expression expression) {
    return expression instanceof Constant constant
        ? constant
        : new Constant(expression.type(), evaluation -> expression.evaluate(ONE_ROW, evaluation));
  }

  @Override
  public DataType type() {
    return type;
  }

  @Override
  public boolean isConstant() {
    return true;
  }

  /** The value as a column of one row. */
  Column single(Evaluation evaluation) {
    return evaluation.once(this, () -> compute.apply(evaluation));
  }

  @Nullable Object value(Evaluation evaluation) {
    return single(evaluation).value(0);
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    int size = batch.size();
    if (size == 0) {
      return Columns.empty(type);
    }
    Column one = single(evaluation);
    Repeated repeated = evaluation.once(repeatedKey, () -> new Repeated(new Column[] {one}));
    if (repeated.last[0].size() != size) {
      repeated.last[0] = Columns.broadcast(one, size);
    }
    return repeated.last[0];
  }
}
