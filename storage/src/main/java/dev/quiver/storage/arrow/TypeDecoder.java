package dev.quiver.storage.arrow;

import com.google.flatbuffers.Table;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.arrow.SchemaDecoder.StoredType;
import dev.quiver.storage.arrow.Storage.Kind;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.util.Map;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/** Maps the Arrow type of one field to a type of ours and a way to read it. */
final class TypeDecoder {
  private static final int UUID_BYTES = 16;
  private static final long MILLIS_PER_DAY = 86_400_000L;

  private final String file;
  private final String column;
  private final Map<String, String> metadata;

  TypeDecoder(String file, String column, Map<String, String> metadata) {
    this.file = file;
    this.column = column;
    this.metadata = metadata;
  }

  StoredType decode(Field field) {
    byte code = field.typeType();
    return switch (code) {
      case Type.Null -> StoredType.of(SimpleType.VARCHAR, Kind.NOTHING, 0);
      case Type.Bool -> StoredType.of(SimpleType.BOOLEAN, Kind.BITS, 0);
      case Type.Int -> integer(table(field, new Int()));
      case Type.FloatingPoint -> floating(table(field, new FloatingPoint()));
      case Type.Decimal -> decimal(table(field, new Decimal()));
      case Type.Utf8 -> StoredType.of(text(), Kind.BYTES, 0);
      case Type.LargeUtf8 -> StoredType.of(text(), Kind.LARGE_BYTES, 0);
      case Type.Binary -> StoredType.of(SimpleType.VARBINARY, Kind.BYTES, 0);
      case Type.LargeBinary -> StoredType.of(SimpleType.BLOB, Kind.LARGE_BYTES, 0);
      case Type.FixedSizeBinary -> fixedBytes(table(field, new FixedSizeBinary()).byteWidth());
      case Type.Date -> date(table(field, new Date()));
      case Type.Time -> time(table(field, new Time()));
      case Type.Timestamp -> timestamp(table(field, new Timestamp()));
      case Type.FixedSizeList -> fixedList(table(field, new FixedSizeList()).listSize());
      case Type.List -> StoredType.of(SimpleType.VARCHAR, Kind.LIST, 0);
      case Type.LargeList -> StoredType.of(SimpleType.VARCHAR, Kind.LARGE_LIST, 0);
      default -> throw unsupported(SchemaDecoder.typeName(code));
    };
  }

  private <T extends Table> T table(Field field, T empty) {
    Malformed.check(field.type(empty) != null, file, "column " + column + " has no type");
    return empty;
  }

  private StoredType integer(Int type) {
    int width = type.bitWidth();
    if (width != 8 && width != 16 && width != 32 && width != 64) {
      throw unsupported("Int of " + width + " bits");
    }
    if (!type.isSigned() && width == 64) {
      return StoredType.decimal(20, 0, Kind.UNSIGNED, Long.BYTES);
    }
    SimpleType[] types = {
      SimpleType.TINYINT, SimpleType.SMALLINT, SimpleType.INTEGER, SimpleType.BIGINT
    };
    int size = Integer.numberOfTrailingZeros(width) - 3;
    return type.isSigned()
        ? StoredType.of(types[size], Kind.SIGNED, width / 8)
        : StoredType.of(types[size + 1], Kind.UNSIGNED, width / 8);
  }

  private StoredType floating(FloatingPoint type) {
    return switch (type.precision()) {
      case Precision.SINGLE -> StoredType.of(SimpleType.REAL, Kind.FLOAT, Float.BYTES);
      case Precision.DOUBLE -> StoredType.of(SimpleType.DOUBLE, Kind.FLOAT, Double.BYTES);
      default -> throw unsupported("Float16");
    };
  }

  private StoredType decimal(Decimal type) {
    int width = type.bitWidth();
    boolean fits =
        type.precision() >= 1
            && type.precision() <= DecimalType.MAX_PRECISION
            && type.scale() >= 0
            && type.scale() <= type.precision();
    if (!fits || (width != 32 && width != 64 && width != 128)) {
      throw unsupported(
          "Decimal(" + type.precision() + ", " + type.scale() + ") of " + width + " bits");
    }
    return StoredType.decimal(type.precision(), type.scale(), Kind.DECIMAL, width / 8);
  }

  private SimpleType text() {
    return SchemaEncoder.JSON_EXTENSION.equals(metadata.get(SchemaEncoder.EXTENSION_NAME))
        ? SimpleType.JSON
        : SimpleType.VARCHAR;
  }

  private StoredType fixedBytes(int width) {
    if (width < 1) {
      throw unsupported("FixedSizeBinary(" + width + ")");
    }
    String bits = metadata.get(SchemaEncoder.BITS);
    if (bits != null) {
      VectorType type = new VectorType(Integer.parseInt(bits), VectorType.Element.BIT);
      Malformed.check(type.sizeBytes() == width, file, type + " in " + width + " bytes");
      return StoredType.of(type, Kind.FIXED_BYTES, width);
    }
    boolean uuid =
        width == UUID_BYTES
            && SchemaEncoder.UUID_EXTENSION.equals(metadata.get(SchemaEncoder.EXTENSION_NAME));
    return StoredType.of(uuid ? SimpleType.UUID : SimpleType.VARBINARY, Kind.FIXED_BYTES, width);
  }

  private static StoredType date(Date type) {
    return type.unit() == DateUnit.DAY
        ? StoredType.of(SimpleType.DATE, Kind.SIGNED, Integer.BYTES)
        : new StoredType(SimpleType.DATE, new Storage(Kind.SIGNED, Long.BYTES, 1, MILLIS_PER_DAY));
  }

  private StoredType time(Time type) {
    int width = type.unit() <= TimeUnit.MILLISECOND ? Integer.BYTES : Long.BYTES;
    if (type.bitWidth() != width * 8) {
      throw unsupported("Time of " + type.bitWidth() + " bits");
    }
    return new StoredType(new TimeType(precision(type.unit())), micros(type.unit(), width));
  }

  private StoredType timestamp(Timestamp type) {
    boolean zoned = type.timezone() != null && !type.timezone().isEmpty();
    return new StoredType(
        new TimestampType(precision(type.unit()), zoned), micros(type.unit(), Long.BYTES));
  }

  private int precision(short unit) {
    String stated = metadata.get(SchemaEncoder.PRECISION);
    if (stated != null) {
      return Integer.parseInt(stated);
    }
    return switch (unit) {
      case TimeUnit.SECOND -> 0;
      case TimeUnit.MILLISECOND -> 3;
      default -> 6;
    };
  }

  private Storage micros(short unit, int width) {
    return switch (unit) {
      case TimeUnit.SECOND -> new Storage(Kind.SIGNED, width, 1_000_000, 1);
      case TimeUnit.MILLISECOND -> new Storage(Kind.SIGNED, width, 1_000, 1);
      case TimeUnit.MICROSECOND -> new Storage(Kind.SIGNED, width, 1, 1);
      case TimeUnit.NANOSECOND -> new Storage(Kind.SIGNED, width, 1, 1_000);
      default -> throw unsupported("time unit " + unit);
    };
  }

  private StoredType fixedList(int length) {
    if (length < 1) {
      throw unsupported("FixedSizeList(" + length + ")");
    }
    return StoredType.of(SimpleType.VARCHAR, Kind.FIXED_LIST, length);
  }

  private QuiverException unsupported(String arrowType) {
    return new QuiverException(
        ErrorCode.FILE_FORMAT,
        file,
        "column " + column + " has the Arrow type " + arrowType + ", which is not supported");
  }
}
