package dev.quiver.parquet;

import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;

/** The table from Parquet's physical and logical types to ours. */
final class LeafTypes {
  /** More bytes than any DECIMAL of 38 digits has, with room for writers that pad. */
  private static final int MAX_DECIMAL_BYTES = 64;

  private static final int UUID_BYTES = 16;
  private static final LogicalType NONE = new LogicalType();

  private LeafTypes() {}

  /**
   * @throws IllegalArgumentException for a leaf that no type of ours can hold; the message goes on
   *     from "column x is"
   */
  static LeafType of(SchemaElement element) {
    LogicalType logical = element.isSetLogicalType() ? element.getLogicalType() : NONE;
    ConvertedType converted = element.getConverted_type();
    if (logical.isSetDECIMAL()) {
      return decimal(element, logical.getDECIMAL().getPrecision(), logical.getDECIMAL().getScale());
    }
    if (converted == ConvertedType.DECIMAL) {
      return decimal(element, element.getPrecision(), element.getScale());
    }
    return switch (element.getType()) {
      case BOOLEAN -> new LeafType(SimpleType.BOOLEAN, true, ColumnReader::getBoolean);
      case INT32 -> int32(logical, converted);
      case INT64 -> int64(logical, converted);
      case INT96 -> new LeafType(new TimestampType(6, false), false, LeafTypes::int96);
      case FLOAT -> new LeafType(SimpleType.REAL, true, ColumnReader::getFloat);
      case DOUBLE -> new LeafType(SimpleType.DOUBLE, true, ColumnReader::getDouble);
      case BYTE_ARRAY -> bytes(logical, converted);
      case FIXED_LEN_BYTE_ARRAY -> fixed(element, logical, converted);
    };
  }

  private static LeafType int32(LogicalType logical, ConvertedType converted) {
    if (logical.isSetDATE() || converted == ConvertedType.DATE) {
      return new LeafType(SimpleType.DATE, true, r -> LocalDate.ofEpochDay(r.getInteger()));
    }
    if (logical.isSetTIME() || converted == ConvertedType.TIME_MILLIS) {
      return new LeafType(
          new TimeType(3), true, r -> LocalTime.ofNanoOfDay(r.getInteger() * 1_000_000L));
    }
    if (isInteger(logical, converted, 8, true)) {
      return new LeafType(SimpleType.TINYINT, false, ColumnReader::getInteger);
    }
    if (isInteger(logical, converted, 16, true) || isInteger(logical, converted, 8, false)) {
      return new LeafType(SimpleType.SMALLINT, false, ColumnReader::getInteger);
    }
    if (isInteger(logical, converted, 32, false)) {
      return new LeafType(SimpleType.BIGINT, true, r -> Integer.toUnsignedLong(r.getInteger()));
    }
    return new LeafType(SimpleType.INTEGER, true, ColumnReader::getInteger);
  }

  private static LeafType int64(LogicalType logical, ConvertedType converted) {
    if (logical.isSetTIMESTAMP()) {
      return timestamp(
          units(logical.getTIMESTAMP().getUnit()), logical.getTIMESTAMP().isIsAdjustedToUTC());
    }
    // The older annotations mean instants.
    if (converted == ConvertedType.TIMESTAMP_MILLIS) {
      return timestamp(1_000, true);
    }
    if (converted == ConvertedType.TIMESTAMP_MICROS) {
      return timestamp(1_000_000, true);
    }
    if (logical.isSetTIME() || converted == ConvertedType.TIME_MICROS) {
      long units = logical.isSetTIME() ? units(logical.getTIME().getUnit()) : 1_000_000;
      long nanos = 1_000_000_000L / units;
      return new LeafType(
          new TimeType(units == 1_000 ? 3 : 6),
          false,
          r -> LocalTime.ofNanoOfDay(Math.multiplyExact(r.getLong(), nanos)));
    }
    if (isInteger(logical, converted, 64, false)) {
      return new LeafType(
          new DecimalType(20, 0),
          true,
          r -> new BigDecimal(new BigInteger(Long.toUnsignedString(r.getLong()))));
    }
    return new LeafType(SimpleType.BIGINT, true, ColumnReader::getLong);
  }

  private static LeafType bytes(LogicalType logical, ConvertedType converted) {
    if (logical.isSetSTRING()
        || logical.isSetENUM()
        || converted == ConvertedType.UTF8
        || converted == ConvertedType.ENUM) {
      return new LeafType(SimpleType.VARCHAR, true, LeafTypes::text);
    }
    if (logical.isSetJSON() || converted == ConvertedType.JSON) {
      return new LeafType(SimpleType.JSON, false, LeafTypes::text);
    }
    return new LeafType(SimpleType.VARBINARY, true, r -> r.getBinary().getBytes());
  }

  private static LeafType fixed(
      SchemaElement element, LogicalType logical, ConvertedType converted) {
    if (logical.isSetUUID() && element.getType_length() == UUID_BYTES) {
      return new LeafType(SimpleType.UUID, true, LeafTypes::uuid);
    }
    if (logical.isSetFLOAT16() && element.getType_length() == Short.BYTES) {
      return new LeafType(SimpleType.REAL, true, r -> HalfFloat.toFloat(little(r).getShort()));
    }
    if (converted == ConvertedType.INTERVAL) {
      throw new IllegalArgumentException("an INTERVAL, which is not supported");
    }
    return new LeafType(SimpleType.VARBINARY, true, r -> r.getBinary().getBytes());
  }

  private static boolean isInteger(
      LogicalType logical, ConvertedType converted, int bits, boolean signed) {
    if (logical.isSetINTEGER()) {
      return logical.getINTEGER().getBitWidth() == bits
          && logical.getINTEGER().isIsSigned() == signed;
    }
    return converted != null && converted.name().equals((signed ? "INT_" : "UINT_") + bits);
  }

  /** Units in a second. */
  private static long units(org.apache.parquet.format.TimeUnit unit) {
    if (unit.isSetMILLIS()) {
      return 1_000;
    }
    return unit.isSetMICROS() ? 1_000_000 : 1_000_000_000;
  }

  private static LeafType timestamp(long units, boolean local) {
    TimestampType type = new TimestampType(units == 1_000 ? 3 : 6, local);
    return new LeafType(type, false, r -> Moments.of(r.getLong(), units, local));
  }

  private static Object int96(ColumnReader reader) {
    ByteBuffer bytes = little(reader);
    return Moments.ofJulian(bytes.getLong(), bytes.getInt());
  }

  private static ByteBuffer little(ColumnReader reader) {
    return ByteBuffer.wrap(reader.getBinary().getBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static UUID uuid(ColumnReader reader) {
    ByteBuffer bytes = ByteBuffer.wrap(reader.getBinary().getBytes());
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** UTF-8, strictly; what is decoded without a replacement character is right already. */
  static String text(ColumnReader reader) {
    byte[] bytes = reader.getBinary().getBytesUnsafe();
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw new IllegalArgumentException("not UTF-8", e);
      }
    }
    return text;
  }

  private static LeafType decimal(SchemaElement element, int precision, int scale) {
    if (precision < 1 || precision > DecimalType.MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "a DECIMAL("
              + precision
              + ", "
              + scale
              + "); there are up to "
              + DecimalType.MAX_PRECISION
              + " digits");
    }
    DecimalType type = new DecimalType(precision, scale);
    return switch (element.getType()) {
      case INT32 -> new LeafType(type, false, r -> BigDecimal.valueOf(r.getInteger(), scale));
      case INT64 -> new LeafType(type, false, r -> BigDecimal.valueOf(r.getLong(), scale));
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> new LeafType(type, false, r -> decimal(r, scale));
      default -> throw new IllegalArgumentException("a DECIMAL kept as " + element.getType());
    };
  }

  private static BigDecimal decimal(ColumnReader reader, int scale) {
    if (reader.getBinary().length() > MAX_DECIMAL_BYTES) {
      throw new IllegalArgumentException("a DECIMAL of " + reader.getBinary().length() + " bytes");
    }
    return new BigDecimal(new BigInteger(reader.getBinary().getBytes()), scale);
  }
}
