package dev.quiver.storage.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.LargeBinary;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** Writes our fields as an Arrow schema; {@link SchemaDecoder} knows how to read it back. */
final class SchemaEncoder {
  /** Field metadata: the id that never changes. */
  static final String FIELD_ID = "quiver.field_id";

  /** The id of a column that goes to another library. */
  static final int NO_ID = -1;

  /** Field metadata of TIME and TIMESTAMP: digits of the second that count. */
  static final String PRECISION = "quiver.precision";

  /** Field metadata of FixedSizeBinary: the number of bits of a BIT vector. */
  static final String BITS = "quiver.bits";

  /** Field metadata that Arrow itself reserves for extension types. */
  static final String EXTENSION_NAME = "ARROW:extension:name";

  static final String EXTENSION_METADATA = "ARROW:extension:metadata";
  static final String UUID_EXTENSION = "arrow.uuid";
  static final String JSON_EXTENSION = "arrow.json";

  private static final int UUID_BYTES = 16;

  private final FlatBufferBuilder builder;

  private SchemaEncoder(FlatBufferBuilder builder) {
    this.builder = builder;
  }

  /** Adds a schema to a message under construction and returns its place. */
  static int encode(FlatBufferBuilder builder, List<Field> fields) {
    SchemaEncoder encoder = new SchemaEncoder(builder);
    int[] offsets = new int[fields.size()];
    for (int i = 0; i < offsets.length; i++) {
      Field field = fields.get(i);
      Map<String, String> metadata = new LinkedHashMap<>();
      if (field.id() != NO_ID) {
        metadata.put(FIELD_ID, Integer.toString(field.id()));
      }
      offsets[i] = encoder.field(field.name(), field.type(), field.nullable(), metadata);
    }
    int vector = Schema.createFieldsVector(builder, offsets);
    return Schema.createSchema(builder, Endianness.Little, vector, 0, 0);
  }

  /** Adds key-value pairs and returns their places. */
  static int[] keyValues(FlatBufferBuilder builder, Map<String, String> metadata) {
    int[] pairs = new int[metadata.size()];
    int i = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      int key = builder.createString(entry.getKey());
      int value = builder.createString(entry.getValue());
      pairs[i++] = KeyValue.createKeyValue(builder, key, value);
    }
    return pairs;
  }

  private int field(String name, DataType type, boolean nullable, Map<String, String> metadata) {
    int[] children = new int[0];
    if (type instanceof ListType list) {
      children = new int[] {field("item", list.element(), true, new LinkedHashMap<>())};
    } else if (isFloats(type)) {
      children = new int[] {field("item", SimpleType.REAL, false, new LinkedHashMap<>())};
    }
    annotate(type, metadata);
    int encodedName = builder.createString(name);
    int childVector = org.apache.arrow.flatbuf.Field.createChildrenVector(builder, children);
    int metadataVector =
        metadata.isEmpty()
            ? 0
            : org.apache.arrow.flatbuf.Field.createCustomMetadataVector(
                builder, keyValues(builder, metadata));
    int encodedType = typeTable(type);
    return org.apache.arrow.flatbuf.Field.createField(
        builder,
        encodedName,
        nullable,
        typeCode(type),
        encodedType,
        0,
        childVector,
        metadataVector);
  }

  private static void annotate(DataType type, Map<String, String> metadata) {
    if (type == SimpleType.UUID || type == SimpleType.JSON) {
      metadata.put(EXTENSION_NAME, type == SimpleType.UUID ? UUID_EXTENSION : JSON_EXTENSION);
      metadata.put(EXTENSION_METADATA, "");
    } else if (type instanceof TimeType time) {
      metadata.put(PRECISION, Integer.toString(time.precision()));
    } else if (type instanceof TimestampType timestamp) {
      metadata.put(PRECISION, Integer.toString(timestamp.precision()));
    } else if (type instanceof VectorType vector && !isFloats(type)) {
      metadata.put(BITS, Integer.toString(vector.dimension()));
    }
  }

  private static boolean isFloats(DataType type) {
    return type instanceof VectorType vector && vector.element() == VectorType.Element.FLOAT32;
  }

  private static byte typeCode(DataType type) {
    if (type instanceof SimpleType simple) {
      return switch (simple) {
        case BOOLEAN -> Type.Bool;
        case TINYINT, SMALLINT, INTEGER, BIGINT -> Type.Int;
        case REAL, DOUBLE -> Type.FloatingPoint;
        case VARCHAR, JSON -> Type.Utf8;
        case VARBINARY -> Type.Binary;
        case BLOB -> Type.LargeBinary;
        case DATE -> Type.Date;
        case UUID -> Type.FixedSizeBinary;
      };
    }
    if (type instanceof VectorType) {
      return isFloats(type) ? Type.FixedSizeList : Type.FixedSizeBinary;
    }
    if (type instanceof DecimalType) {
      return Type.Decimal;
    }
    if (type instanceof TimeType) {
      return Type.Time;
    }
    return type instanceof TimestampType ? Type.Timestamp : Type.List;
  }

  private int typeTable(DataType type) {
    if (type instanceof SimpleType simple) {
      return simpleTable(simple);
    }
    if (type instanceof VectorType vector) {
      return isFloats(vector)
          ? FixedSizeList.createFixedSizeList(builder, vector.dimension())
          : FixedSizeBinary.createFixedSizeBinary(builder, vector.sizeBytes());
    }
    if (type instanceof DecimalType decimal) {
      return Decimal.createDecimal(builder, decimal.precision(), decimal.scale(), 128);
    }
    if (type instanceof TimeType) {
      return Time.createTime(builder, TimeUnit.MICROSECOND, 64);
    }
    if (type instanceof TimestampType timestamp) {
      int zone = timestamp.local() ? builder.createString("UTC") : 0;
      return Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, zone);
    }
    org.apache.arrow.flatbuf.List.startList(builder);
    return org.apache.arrow.flatbuf.List.endList(builder);
  }

  private int simpleTable(SimpleType type) {
    switch (type) {
      case BOOLEAN:
        Bool.startBool(builder);
        return Bool.endBool(builder);
      case TINYINT:
        return Int.createInt(builder, 8, true);
      case SMALLINT:
        return Int.createInt(builder, 16, true);
      case INTEGER:
        return Int.createInt(builder, 32, true);
      case BIGINT:
        return Int.createInt(builder, 64, true);
      case REAL:
        return FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
      case DOUBLE:
        return FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
      case VARCHAR:
      case JSON:
        Utf8.startUtf8(builder);
        return Utf8.endUtf8(builder);
      case VARBINARY:
        Binary.startBinary(builder);
        return Binary.endBinary(builder);
      case BLOB:
        LargeBinary.startLargeBinary(builder);
        return LargeBinary.endLargeBinary(builder);
      case DATE:
        return Date.createDate(builder, DateUnit.DAY);
      case UUID:
        return FixedSizeBinary.createFixedSizeBinary(builder, UUID_BYTES);
    }
    throw new AssertionError(type);
  }
}
