package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;

/** CHAR_LENGTH: code points of a text, counted in its bytes; bytes of a binary value. */
record TextLength(DataType type, Expression text) implements Expression {
  static Expression of(DataType type, Expression text) {
    return Casts.to(type, new TextLength(SimpleType.INTEGER, text));
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    BytesColumn column = (BytesColumn) text.evaluate(batch, evaluation);
    boolean characters = column.type() == SimpleType.VARCHAR || column.type() == SimpleType.JSON;
    byte[] bytes = column.bytes();
    int[] lengths = new int[column.size()];
    for (int i = 0; i < lengths.length; i++) {
      int length = column.end(i) - column.start(i);
      lengths[i] =
          characters ? length - continuations(bytes, column.start(i), column.end(i)) : length;
    }
    return new IntColumn(type, lengths.length, lengths, column.nulls());
  }

  /** Bytes 10xxxxxx, which start no character. */
  private static int continuations(byte[] bytes, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += bytes[i] < (byte) 0xC0 ? 1 : 0;
    }
    return count;
  }
}
