package dev.quiver.storage.manifest;

import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FlatRecord;
import dev.quiver.storage.format.FlatWriter;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.util.List;

/**
 * Data types in flatbuffers. Field ids:
 *
 * <pre>
 *  Type   0 kind: int32   1 first: int32   2 second: int32   3 element: Type
 *
 *  kind   1 BOOLEAN  2 TINYINT  3 SMALLINT  4 INTEGER  5 BIGINT  6 REAL  7 DOUBLE  8 VARCHAR
 *         9 VARBINARY  10 BLOB  11 DATE  12 UUID  13 JSON
 *        20 DECIMAL: first = precision, second = scale
 *        21 TIME: first = precision
 *        22 TIMESTAMP, 23 TIMESTAMP WITH LOCAL TIME ZONE: first = precision
 *        24 VECTOR of 32-bit floats, 25 VECTOR of bits: first = dimension
 *        30 ARRAY: element
 * </pre>
 */
final class TypeCodec {
  /** The kind of each is its position here, from 1; so only ever append. */
  private static final List<SimpleType> SIMPLE =
      List.of(
          SimpleType.BOOLEAN,
          SimpleType.TINYINT,
          SimpleType.SMALLINT,
          SimpleType.INTEGER,
          SimpleType.BIGINT,
          SimpleType.REAL,
          SimpleType.DOUBLE,
          SimpleType.VARCHAR,
          SimpleType.VARBINARY,
          SimpleType.BLOB,
          SimpleType.DATE,
          SimpleType.UUID,
          SimpleType.JSON);

  private static final int DECIMAL = 20;
  private static final int TIME = 21;
  private static final int TIMESTAMP = 22;
  private static final int LOCAL_TIMESTAMP = 23;
  private static final int FLOAT_VECTOR = 24;
  private static final int BIT_VECTOR = 25;
  private static final int ARRAY = 30;
  private static final int MAX_DEPTH = 32;

  private TypeCodec() {}

  static int encode(FlatWriter out, DataType type) {
    if (type instanceof SimpleType simple) {
      return out.start(4).int32(0, SIMPLE.indexOf(simple) + 1).end();
    }
    if (type instanceof DecimalType decimal) {
      return parameters(out, DECIMAL, decimal.precision(), decimal.scale());
    }
    if (type instanceof TimeType time) {
      return parameters(out, TIME, time.precision(), 0);
    }
    if (type instanceof TimestampType timestamp) {
      int kind = timestamp.local() ? LOCAL_TIMESTAMP : TIMESTAMP;
      return parameters(out, kind, timestamp.precision(), 0);
    }
    if (type instanceof VectorType vector) {
      boolean bits = vector.element() == VectorType.Element.BIT;
      return parameters(out, bits ? BIT_VECTOR : FLOAT_VECTOR, vector.dimension(), 0);
    }
    int element = encode(out, ((ListType) type).element());
    return out.start(4).int32(0, ARRAY).child(3, element).end();
  }

  private static int parameters(FlatWriter out, int kind, int first, int second) {
    return out.start(4).int32(0, kind).int32(1, first).int32(2, second).end();
  }

  static DataType decode(FlatRecord type) {
    try {
      return decode(type, MAX_DEPTH);
    } catch (IllegalArgumentException e) {
      throw Envelope.corrupt(type.file(), "it declares " + e.getMessage());
    }
  }

  private static DataType decode(FlatRecord type, int depth) {
    int kind = type.int32(0);
    if (kind >= 1 && kind <= SIMPLE.size()) {
      return SIMPLE.get(kind - 1);
    }
    FlatRecord element = type.tableIfPresent(3);
    return switch (kind) {
      case DECIMAL -> new DecimalType(type.int32(1), type.int32(2));
      case TIME -> new TimeType(type.int32(1));
      case TIMESTAMP -> new TimestampType(type.int32(1), false);
      case LOCAL_TIMESTAMP -> new TimestampType(type.int32(1), true);
      case FLOAT_VECTOR -> VectorType.ofFloats(type.int32(1));
      case BIT_VECTOR -> new VectorType(type.int32(1), VectorType.Element.BIT);
      case ARRAY -> {
        if (element == null || depth == 0) {
          throw new IllegalArgumentException("an ARRAY of nothing");
        }
        yield new ListType(decode(element, depth - 1));
      }
      default -> throw new IllegalArgumentException("a type of kind " + kind);
    };
  }
}
