package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Columns of every type, filled at random from a seed. */
final class RandomData {
  static final List<DataType> TYPES =
      Stream.concat(
              Stream.of(SimpleType.values()),
              Stream.of(
                  new DecimalType(38, 10),
                  new DecimalType(5, 0),
                  new TimeType(6),
                  new TimeType(0),
                  new TimestampType(6, false),
                  new TimestampType(3, true),
                  VectorType.ofFloats(1),
                  VectorType.ofFloats(19),
                  new VectorType(13, VectorType.Element.BIT),
                  new ListType(SimpleType.VARCHAR),
                  new ListType(SimpleType.BOOLEAN),
                  new ListType(new ListType(SimpleType.BIGINT)),
                  new ListType(new DecimalType(12, 2))))
          .toList();

  private final Random random;
  private final double nullShare;

  RandomData(long seed, double nullShare) {
    this.random = new Random(seed);
    this.nullShare = nullShare;
  }

  static List<Field> fields(List<DataType> types) {
    List<Field> fields = new ArrayList<>();
    for (DataType type : types) {
      int id = 10 + fields.size();
      fields.add(new Field(id, "c" + id, type, true));
    }
    return fields;
  }

  DenseBatch batch(List<DataType> types, int rows) {
    return new DenseBatch(rows, types.stream().map(type -> column(type, rows)).toList());
  }

  Column column(DataType type, int rows) {
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (int i = 0; i < rows; i++) {
      builder.append(random.nextDouble() < nullShare ? null : value(type));
    }
    return builder.build();
  }

  Object value(DataType type) {
    if (type instanceof SimpleType simple) {
      return simple(simple);
    }
    if (type instanceof DecimalType decimal) {
      BigInteger limit = BigInteger.TEN.pow(decimal.precision());
      BigInteger unscaled = new BigInteger(127, random).mod(limit);
      return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
    }
    if (type instanceof TimeType) {
      return LocalTime.ofNanoOfDay(random.nextInt(86_400) * 1_000_000_000L).plusNanos(7_000);
    }
    if (type instanceof TimestampType timestamp) {
      Instant instant = Instant.EPOCH.plus(random.nextLong() >> 8, ChronoUnit.MICROS);
      return timestamp.local() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    return type instanceof VectorType vector ? vector(vector) : list((ListType) type);
  }

  private Object simple(SimpleType type) {
    return switch (type) {
      case BOOLEAN -> random.nextBoolean();
      case TINYINT -> (int) (byte) random.nextInt();
      case SMALLINT -> (int) (short) random.nextInt();
      case INTEGER -> random.nextInt();
      case BIGINT -> random.nextLong();
      case REAL -> (float) random.nextGaussian();
      case DOUBLE -> random.nextGaussian();
      case VARCHAR, JSON -> text();
      case VARBINARY, BLOB -> bytes(random.nextInt(40));
      case DATE -> LocalDate.ofEpochDay(random.nextInt());
      case UUID -> new UUID(random.nextLong(), random.nextLong());
    };
  }

  private String text() {
    return random
        .ints(random.nextInt(12), 0, 3)
        .mapToObj(i -> List.of("a", "ß", "𝄞").get(i))
        .reduce("", String::concat);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private Object vector(VectorType type) {
    if (type.element() == VectorType.Element.BIT) {
      byte[] bits = bytes(type.sizeBytes());
      bits[bits.length - 1] &= (byte) ((1 << (type.dimension() & 7)) - 1);
      return bits;
    }
    float[] floats = new float[type.dimension()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return floats;
  }

  private List<Object> list(ListType type) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(random.nextDouble() < nullShare ? null : value(type.element()));
    }
    return list;
  }
}
