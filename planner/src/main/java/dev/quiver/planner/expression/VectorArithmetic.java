package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.type.VectorType;
import org.jspecify.annotations.Nullable;

/** A vector and a vector, or a number, combined element by element. */
record VectorArithmetic(
    Arithmetic.Operation operation, VectorType type, Expression left, Expression right)
    implements Expression {

  static Expression of(
      Arithmetic.Operation operation, VectorType type, Expression left, Expression right) {
    boolean swapped = Numbers.isNumeric(left.type());
    return swapped
        ? new VectorArithmetic(operation, type, right, left)
        : new VectorArithmetic(operation, type, left, right);
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    VectorColumn a = (VectorColumn) left.evaluate(batch, evaluation);
    Column b = right.evaluate(batch, evaluation);
    boolean[] nulls = Columns.eitherNull(a, b);
    int stride = a.stride();
    float[] x = a.values();
    float[] y = b instanceof VectorColumn vectors ? sameLength(a, vectors) : repeated(b, stride);
    float[] out = new float[Math.multiplyExact(a.size(), stride)];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (operation) {
            case PLUS -> x[i] + y[i];
            case MINUS -> x[i] - y[i];
            default -> x[i] * y[i];
          };
    }
    checkFinite(out, stride, nulls);
    return new VectorColumn(a.type(), a.size(), out, nulls);
  }

  private float[] sameLength(VectorColumn a, VectorColumn b) {
    if (a.stride() != b.stride()) {
      throw new QuiverException(ErrorCode.VECTOR_LENGTH, operation.symbol, a.stride(), b.stride());
    }
    return b.values();
  }

  private static float[] repeated(Column numbers, int stride) {
    double[] values = Numbers.doubles(numbers);
    float[] repeated = new float[numbers.size() * stride];
    for (int i = 0; i < numbers.size(); i++) {
      java.util.Arrays.fill(repeated, i * stride, (i + 1) * stride, (float) values[i]);
    }
    return repeated;
  }

  private void checkFinite(float[] out, int stride, boolean @Nullable [] nulls) {
    for (int i = 0; i < out.length; i++) {
      if (!Float.isFinite(out[i]) && (nulls == null || !nulls[i / stride])) {
        throw new QuiverException(
            ErrorCode.VECTOR_NOT_FINITE, operation.symbol, i % stride + 1, out[i]);
      }
    }
  }
}
