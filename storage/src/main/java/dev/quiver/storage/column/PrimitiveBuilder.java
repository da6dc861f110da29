package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects fixed-width values, each as the 64 bits of a long. */
final class PrimitiveBuilder extends ColumnBuilder {
  private static final int NANOS_PER_MICRO = 1_000;

  private long[] bits = new long[16];
  private int count;

  PrimitiveBuilder(DataType type) {
    super(type);
  }

  @Override
  void add(Object value) {
    put(encode(value));
  }

  @Override
  void addEmpty() {
    put(0);
  }

  private void put(long value) {
    if (count == bits.length) {
      bits = Arrays.copyOf(bits, count * 2);
    }
    bits[count++] = value;
  }

  private long encode(Object value) {
    if (type == SimpleType.BOOLEAN) {
      return (Boolean) value ? 1 : 0;
    }
    if (type == SimpleType.REAL) {
      return Float.floatToRawIntBits((Float) value);
    }
    if (type == SimpleType.DOUBLE) {
      return Double.doubleToRawLongBits((Double) value);
    }
    if (type == SimpleType.DATE) {
      return ((LocalDate) value).toEpochDay();
    }
    if (type instanceof TimeType) {
      return ((LocalTime) value).toNanoOfDay() / NANOS_PER_MICRO;
    }
    if (value instanceof LocalDateTime wallClock) {
      return micros(wallClock.toInstant(ZoneOffset.UTC));
    }
    return value instanceof Instant instant ? micros(instant) : ((Number) value).longValue();
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
        instant.getNano() / NANOS_PER_MICRO);
  }

  @Override
  Column finish(int rows, boolean @Nullable [] markers) {
    long[] values = Arrays.copyOf(bits, rows);
    count = 0;
    if (type == SimpleType.BOOLEAN) {
      boolean[] booleans = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        booleans[i] = values[i] != 0;
      }
      return new BooleanColumn(type, rows, booleans, markers);
    }
    if (type == SimpleType.REAL) {
      float[] floats = new float[rows];
      for (int i = 0; i < rows; i++) {
        floats[i] = Float.intBitsToFloat((int) values[i]);
      }
      return new FloatColumn(type, rows, floats, markers);
    }
    if (type == SimpleType.DOUBLE) {
      double[] doubles = new double[rows];
      for (int i = 0; i < rows; i++) {
        doubles[i] = Double.longBitsToDouble(values[i]);
      }
      return new DoubleColumn(type, rows, doubles, markers);
    }
    if (type instanceof SimpleType && type != SimpleType.BIGINT) {
      int[] ints = new int[rows];
      for (int i = 0; i < rows; i++) {
        ints[i] = (int) values[i];
      }
      return new IntColumn(type, rows, ints, markers);
    }
    return new LongColumn(type, rows, values, markers);
  }
}
