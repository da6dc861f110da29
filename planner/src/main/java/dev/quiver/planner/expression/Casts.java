package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import org.jspecify.annotations.Nullable;

/** CAST: numbers array by array, everything else value by value through {@link Conversions}. */
record Casts(DataType type, Expression operand, int maxLength) implements Expression {
  /** The length of a text type that has no limit. */
  static final int UNLIMITED = -1;

  /** A cast that changes nothing but, maybe, what the values are called. */
  static Expression to(DataType type, Expression operand) {
    return operand.type().equals(type) ? operand : new Casts(type, operand, UNLIMITED);
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    Column converted = column(operand.evaluate(batch, evaluation), type, "CAST");
    return maxLength == UNLIMITED ? converted : cut(converted);
  }

  static Column column(Column from, DataType to, String what) {
    DataType type = from.type();
    if (type.equals(to)) {
      return from;
    }
    if (to == SimpleType.DOUBLE && Numbers.isNumeric(type)) {
      return new DoubleColumn(to, from.size(), Numbers.doubles(from), from.nulls());
    }
    if (Numbers.isInteger(type) && Numbers.isInteger(to)) {
      return Numbers.narrow(to, Numbers.longs(from), from.size(), from.nulls(), what);
    }
    if (widens(type, to)) {
      return new LongColumn(to, from.size(), Numbers.longs(from), from.nulls());
    }
    ColumnBuilder builder = ColumnBuilder.of(to);
    for (int i = 0; i < from.size(); i++) {
      Object value = from.value(i);
      builder.append(value == null ? null : Conversions.convert(value, to, what));
    }
    return builder.build();
  }

  /** Whether the same microseconds mean the same under a type of more digits. */
  private static boolean widens(DataType from, DataType to) {
    if (from instanceof TimestampType a && to instanceof TimestampType b) {
      return a.precision() <= b.precision();
    }
    return from instanceof TimeType a && to instanceof TimeType b && a.precision() <= b.precision();
  }

  /** Texts cut to the length of the type, as SQL has it for an explicit cast. */
  private Column cut(Column texts) {
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (int i = 0; i < texts.size(); i++) {
      builder.append(cut(texts.value(i)));
    }
    return builder.build();
  }

  private @Nullable Object cut(@Nullable Object value) {
    if (value instanceof String text && text.length() > maxLength) {
      int characters = text.codePointCount(0, text.length());
      return characters <= maxLength
          ? text
          : text.substring(0, text.offsetByCodePoints(0, maxLength));
    }
    return value instanceof byte[] bytes && bytes.length > maxLength
        ? java.util.Arrays.copyOf(bytes, maxLength)
        : value;
  }

  static QuiverException invalid(String what, Object value, DataType to) {
    return new QuiverException(ErrorCode.INVALID_CAST, what, Texts.of(value), to);
  }
}
