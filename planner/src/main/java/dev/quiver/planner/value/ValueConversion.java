package dev.quiver.planner.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of any accepted Java class into the class that a column of one type holds.
 *
 * <p>A value either fits or is an error that names its target: numbers must be in range and whole
 * where the type is, texts within their length, vectors of the right dimension and finite. Only
 * digits behind the last one that a DECIMAL, REAL, DOUBLE, TIME or TIMESTAMP keeps are rounded.
 * Stateless; safe for any number of threads.
 */
public abstract class ValueConversion {
  /** What is filled, as messages name it: {@code column price}, {@code parameter 2}. */
  final String label;

  final DataType type;

  ValueConversion(String label, DataType type) {
    this.label = label;
    this.type = type;
  }

  /** The conversion to a column of a table. */
  public static ValueConversion to(Field field) {
    return to("column " + field.name(), field.type(), field.maxLength());
  }

  /**
   * The conversion to a type.
   *
   * @param maxLength most characters or bytes of a text or binary value; 0 for no limit
   */
  public static ValueConversion to(String label, DataType type, int maxLength) {
    if (type instanceof SimpleType simple) {
      return switch (simple) {
        case BOOLEAN -> new BooleanConversion(label);
        case TINYINT, SMALLINT, INTEGER, BIGINT -> new IntegerConversion(label, simple);
        case REAL, DOUBLE -> new FloatingConversion(label, simple);
        case VARCHAR -> new TextConversion(label, maxLength);
        case JSON -> new JsonConversion(label);
        case VARBINARY, BLOB -> new BytesConversion(label, simple, maxLength);
        case DATE -> new DateConversion(label);
        case UUID -> new UuidConversion(label);
      };
    }
    if (type instanceof DecimalType decimal) {
      return new DecimalConversion(label, decimal);
    }
    if (type instanceof TimeType time) {
      return new TimeConversion(label, time);
    }
    if (type instanceof TimestampType timestamp) {
      return new TimestampConversion(label, timestamp);
    }
    if (type instanceof VectorType vector) {
      return vector.element() == VectorType.Element.BIT
          ? new BitVectorConversion(label, vector)
          : new VectorConversion(label, vector);
    }
    return new ListConversion(label, (ListType) type);
  }

  /** The conversion to a vector whose length nobody asks for. */
  public static ValueConversion toAnyVector(String label, VectorType.Element element) {
    return element == VectorType.Element.BIT
        ? new BytesConversion(label, SimpleType.VARBINARY, 0)
        : new VectorConversion(label);
  }

  public final DataType type() {
    return type;
  }

  /**
   * The value as the column holds it; NULL stays NULL.
   *
   * @throws QuiverException of class 2xxx, naming the target and the value
   */
  public final @Nullable Object convert(@Nullable Object value) {
    return value == null ? null : convertValue(value);
  }

  abstract Object convertValue(Object value);

  final QuiverException mismatch(Object value) {
    return new QuiverException(ErrorCode.TYPE_MISMATCH, label, className(value), type);
  }

  final QuiverException outOfRange(Object value) {
    return new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, label, value, type);
  }

  final QuiverException unreadable(String text) {
    return new QuiverException(ErrorCode.INVALID_CAST, label, excerpt(text), type);
  }

  /** At most the first 60 characters of a text, for messages. */
  static String excerpt(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static String className(Object value) {
    return value instanceof List ? "List" : value.getClass().getSimpleName();
  }
}
