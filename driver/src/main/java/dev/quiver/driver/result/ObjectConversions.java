package dev.quiver.driver.result;

import dev.quiver.driver.value.Cell;
import dev.quiver.driver.value.TypeMapping;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code getObject}, with and without a class: a table from class to conversion. */
final class ObjectConversions {
  private static final Map<Class<?>, Function<Cell, Object>> BY_CLASS =
      Map.ofEntries(
          entry(Boolean.class, Cell::asBoolean),
          entry(Byte.class, Cell::asByte),
          entry(Short.class, Cell::asShort),
          entry(Integer.class, Cell::asInt),
          entry(Long.class, Cell::asLong),
          entry(Float.class, Cell::asFloat),
          entry(Double.class, Cell::asDouble),
          entry(BigDecimal.class, Cell::asDecimal),
          entry(Number.class, Cell::asDecimal),
          entry(BigInteger.class, cell -> cell.asDecimal().toBigInteger()),
          entry(String.class, Cell::text),
          entry(CharSequence.class, Cell::text),
          entry(byte[].class, Cell::asBytes),
          entry(float[].class, ObjectConversions::toFloats),
          entry(double[].class, ObjectConversions::toDoubles),
          entry(List.class, ObjectConversions::toList),
          entry(java.sql.Array.class, ObjectConversions::toArray),
          entry(java.sql.Blob.class, cell -> new MemoryBlob(cell.asBytes())),
          entry(java.sql.Clob.class, cell -> new MemoryClob(cell.text())),
          entry(java.sql.NClob.class, cell -> new MemoryClob(cell.text())),
          entry(InputStream.class, cell -> new ByteArrayInputStream(cell.asBytes())),
          entry(Reader.class, cell -> new StringReader(cell.text())),
          entry(java.sql.Date.class, cell -> cell.asDate(null)),
          entry(java.sql.Time.class, cell -> cell.asTime(null)),
          entry(java.sql.Timestamp.class, cell -> cell.asTimestamp(null)),
          entry(java.util.Date.class, cell -> cell.asTimestamp(null)),
          entry(LocalDate.class, cell -> cell.asLocalDate(zone())),
          entry(LocalTime.class, cell -> cell.asLocalTime(zone())),
          entry(LocalDateTime.class, cell -> cell.asLocalDateTime(zone())),
          entry(Instant.class, cell -> cell.asInstant(zone())),
          entry(OffsetDateTime.class, cell -> cell.asOffsetDateTime(zone())),
          entry(ZonedDateTime.class, cell -> cell.asInstant(zone()).atZone(zone())),
          entry(UUID.class, ObjectConversions::toUuid),
          entry(Object.class, Cell::value));

  private ObjectConversions() {}

  /** The object that a column of this mapping shows. */
  static Object present(Cell cell, TypeMapping mapping) {
    return mapping.javaClass().isInstance(cell.value())
        ? cell.value()
        : convert(cell, mapping.javaClass());
  }

  static <T> T convert(Cell cell, Class<T> target) {
    Function<Cell, Object> conversion = BY_CLASS.get(target);
    if (conversion == null) {
      throw cell.cannotBecome("class " + target.getName());
    }
    return target.cast(conversion.apply(cell));
  }

  private static Map.Entry<Class<?>, Function<Cell, Object>> entry(
      Class<?> target, Function<Cell, Object> conversion) {
    return Map.entry(target, conversion);
  }

  private static ZoneId zone() {
    return ZoneId.systemDefault();
  }

  private static UUID toUuid(Cell cell) {
    if (cell.value() instanceof UUID uuid) {
      return uuid;
    }
    if (cell.value() instanceof String text) {
      try {
        return UUID.fromString(text.strip());
      } catch (IllegalArgumentException malformed) {
        throw QuiverException.causedBy(
            malformed, ErrorCode.INVALID_CAST, cell.what(), cell.shortText(), "UUID");
      }
    }
    throw cell.cannotBecome("UUID");
  }

  private static float[] toFloats(Cell cell) {
    if (cell.value() instanceof float[] vector) {
      return vector;
    }
    List<@Nullable Object> list = toList(cell);
    float[] vector = new float[list.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = element(cell, list.get(i)).asFloat();
    }
    return vector;
  }

  private static double[] toDoubles(Cell cell) {
    List<@Nullable Object> list = toList(cell);
    double[] vector = new double[list.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = element(cell, list.get(i)).asDouble();
    }
    return vector;
  }

  private static Cell element(Cell cell, @Nullable Object value) {
    if (value == null) {
      throw cell.cannotBecome("an array of numbers without NULL");
    }
    return new Cell(value, SimpleType.DOUBLE, cell.what());
  }

  private static List<@Nullable Object> toList(Cell cell) {
    if (cell.value() instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (cell.value() instanceof float[] vector) {
      List<@Nullable Object> list = new ArrayList<>(vector.length);
      for (float element : vector) {
        list.add(element);
      }
      return list;
    }
    if (cell.value() instanceof byte[] bytes && cell.type() instanceof VectorType vector) {
      List<@Nullable Object> bits = new ArrayList<>(vector.dimension());
      for (int i = 0; i < vector.dimension(); i++) {
        bits.add(((bytes[i >> 3] >> (i & 7)) & 1) == 1);
      }
      return bits;
    }
    throw cell.cannotBecome("ARRAY");
  }

  private static java.sql.Array toArray(Cell cell) {
    List<@Nullable Object> elements = toList(cell);
    if (cell.type() instanceof ListType list) {
      return new ListArray(list.element(), elements, cell.text());
    }
    boolean bits = cell.value() instanceof byte[];
    return new ListArray(bits ? SimpleType.BOOLEAN : SimpleType.REAL, elements, cell.text());
  }
}
