package dev.quiver.planner.statement;

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

/**
 * Says whether a whole column of one type may go into a column of another: where both hold the same
 * kind of thing, so that a value that does not fit is the exception.
 */
final class TypeFit {
  private enum Kind {
    TRUTH,
    NUMBER,
    TEXT,
    BYTES,
    DATE,
    TIME,
    TIMESTAMP,
    INSTANT,
    VECTOR,
    LIST
  }

  private TypeFit() {}

  /**
   * @throws QuiverException TYPE_MISMATCH, VECTOR_LENGTH
   */
  static void check(Field field, DataType given) {
    String label = "column " + field.name();
    if (field.type() instanceof VectorType expected
        && given instanceof VectorType vector
        && expected.element() == vector.element()
        && expected.dimension() != vector.dimension()) {
      throw new QuiverException(
          ErrorCode.VECTOR_LENGTH, label, expected.dimension(), vector.dimension());
    }
    if (!fits(given, field.type())) {
      throw new QuiverException(ErrorCode.TYPE_MISMATCH, label, given, field.type());
    }
  }

  private static boolean fits(DataType given, DataType target) {
    if (given.equals(target)) {
      return true;
    }
    Kind from = kind(given);
    if (target == SimpleType.UUID) {
      return from == Kind.BYTES || from == Kind.TEXT;
    }
    if (target instanceof VectorType vector) {
      return vector.element() == VectorType.Element.BIT
          ? from == Kind.BYTES && given != SimpleType.UUID
          : given instanceof ListType list && kind(list.element()) == Kind.NUMBER;
    }
    if (target instanceof ListType wanted) {
      return given instanceof ListType list
          ? fits(list.element(), wanted.element())
          : isFloats(given) && kind(wanted.element()) == Kind.NUMBER;
    }
    return from == kind(target) && given != SimpleType.UUID;
  }

  /** A list of floats of fixed length is read as a vector, wherever it goes. */
  private static boolean isFloats(DataType type) {
    return type instanceof VectorType vector && vector.element() == VectorType.Element.FLOAT32;
  }

  private static Kind kind(DataType type) {
    if (type instanceof SimpleType simple) {
      return switch (simple) {
        case BOOLEAN -> Kind.TRUTH;
        case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE -> Kind.NUMBER;
        case VARCHAR, JSON -> Kind.TEXT;
        case VARBINARY, BLOB, UUID -> Kind.BYTES;
        case DATE -> Kind.DATE;
      };
    }
    if (type instanceof TimestampType timestamp) {
      return timestamp.local() ? Kind.INSTANT : Kind.TIMESTAMP;
    }
    if (type instanceof DecimalType) {
      return Kind.NUMBER;
    }
    if (type instanceof TimeType) {
      return Kind.TIME;
    }
    return type instanceof VectorType ? Kind.VECTOR : Kind.LIST;
  }
}
