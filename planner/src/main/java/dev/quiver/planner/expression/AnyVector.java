package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.VectorType;
import org.jspecify.annotations.Nullable;

/** Vectors whose length only their value tells; all values of a batch have the first one's. */
record AnyVector(Expression operand) implements Expression {
  private static final VectorType UNKNOWN_LENGTH = VectorType.ofFloats(1);

  static Expression parameter(int index, String what) {
    return Constant.ofColumn(
        UNKNOWN_LENGTH,
        evaluation -> {
          Object value = evaluation.parameter(index);
          return column(new @Nullable Object[] {value}, what);
        });
  }

  static Expression cast(Expression operand) {
    return operand.type() instanceof VectorType ? operand : new AnyVector(operand);
  }

  @Override
  public DataType type() {
    return UNKNOWN_LENGTH;
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    Column from = operand.evaluate(batch, evaluation);
    @Nullable Object[] values = new Object[from.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from.value(i);
    }
    return column(values, "CAST");
  }

  private static Column column(@Nullable Object[] values, String what) {
    VectorType type = UNKNOWN_LENGTH;
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof byte[] bits) {
        type = new VectorType(bits.length * 8, VectorType.Element.BIT);
      } else if (value != null) {
        float[] vector = Vectors.floats(value, what);
        boolean first = type == UNKNOWN_LENGTH;
        if (!first && vector.length != type.dimension()) {
          throw new QuiverException(ErrorCode.VECTOR_LENGTH, what, type.dimension(), vector.length);
        }
        type = VectorType.ofFloats(vector.length);
        values[i] = vector;
      }
    }
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (Object value : values) {
      builder.append(value);
    }
    return builder.build();
  }
}
