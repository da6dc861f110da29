package dev.quiver.storage.fragment;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;

/** Says whether a table takes the rows of a batch: their types, NULLs and vectors. */
public record RowCheck(TableName table, Schema schema) {

  /**
   * @throws QuiverException TYPE_MISMATCH, NOT_NULL, VECTOR_NOT_FINITE
   */
  public void check(Batch batch) {
    if (batch.columnCount() != schema.fields().size()) {
      throw new QuiverException(
          ErrorCode.INVALID_ARGUMENT,
          "table "
              + table
              + " has "
              + schema.fields().size()
              + " columns, got "
              + batch.columnCount());
    }
    for (int i = 0; i < batch.columnCount(); i++) {
      Field field = schema.fields().get(i);
      Column column = batch.column(i);
      if (!column.type().equals(field.type())) {
        throw new QuiverException(
            ErrorCode.TYPE_MISMATCH, "column " + field.name(), column.type(), field.type());
      }
      if (!field.nullable()) {
        checkNoNulls(field, column);
      }
      if (column instanceof VectorColumn vectors) {
        checkFinite(field, vectors);
      }
    }
  }

  private void checkNoNulls(Field field, Column column) {
    boolean[] nulls = column.nulls();
    for (int row = 0; nulls != null && row < column.size(); row++) {
      if (nulls[row]) {
        throw new QuiverException(ErrorCode.NOT_NULL, field.name(), table);
      }
    }
  }

  private static void checkFinite(Field field, VectorColumn vectors) {
    float[] values = vectors.values();
    int stride = vectors.stride();
    for (int row = 0; row < vectors.size(); row++) {
      int start = row * stride;
      if (!isFinite(values, start, start + stride) && !vectors.isNull(row)) {
        int at = start;
        while (Float.isFinite(values[at])) {
          at++;
        }
        throw new QuiverException(
            ErrorCode.VECTOR_NOT_FINITE, "column " + field.name(), at - start + 1, values[at]);
      }
    }
  }

  /** A finite value times zero is a zero; any other is NaN, and stays so in a sum. */
  private static boolean isFinite(float[] values, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i] * 0f;
    }
    return sum == 0;
  }
}
