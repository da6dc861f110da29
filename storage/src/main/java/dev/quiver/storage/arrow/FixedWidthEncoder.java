package dev.quiver.storage.arrow;

import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.FloatColumn;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Numbers, decimals, dates and times, UUIDs and vectors: every row takes the same bytes. */
final class FixedWidthEncoder extends ColumnEncoder {
  private static final int WIDE_BYTES = 16;

  private final DataType type;
  private final int width;
  private final GrowingBuffer data = new GrowingBuffer();

  FixedWidthEncoder(DataType type, int width) {
    this.type = type;
    this.width = width;
  }

  /** The bytes of a value; 0 if they vary. */
  static int width(SimpleType type) {
    return switch (type) {
      case TINYINT -> Byte.BYTES;
      case SMALLINT -> Short.BYTES;
      case INTEGER, REAL, DATE -> Integer.BYTES;
      case BIGINT, DOUBLE -> Long.BYTES;
      case UUID -> WIDE_BYTES;
      case BOOLEAN, VARCHAR, VARBINARY, BLOB, JSON -> 0;
    };
  }

  /** The bytes of a value of a type with parameters. */
  static int width(DataType type) {
    if (type instanceof VectorType vector) {
      return vector.sizeBytes();
    }
    return type instanceof DecimalType ? WIDE_BYTES : Long.BYTES;
  }

  @Override
  void add(Column column, int from, int to) {
    int start = data.size();
    int count = to - from;
    ByteBuffer out = data.extend(Math.multiplyExact(count, width));
    if (column instanceof IntColumn ints) {
      putInts(ints.values(), from, to, out);
    } else if (column instanceof LongColumn longs) {
      out.asLongBuffer().put(longs.values(), from, count);
    } else if (column instanceof FloatColumn floats) {
      out.asFloatBuffer().put(floats.values(), from, count);
    } else if (column instanceof DoubleColumn doubles) {
      out.asDoubleBuffer().put(doubles.values(), from, count);
    } else if (column instanceof VectorColumn vectors) {
      int stride = vectors.stride();
      out.asFloatBuffer().put(vectors.values(), from * stride, count * stride);
    } else if (column instanceof BitVectorColumn bits) {
      out.put(bits.values(), from * width, count * width);
    } else if (column instanceof DecimalColumn decimals) {
      putDecimals(decimals, from, to, out);
    } else {
      putUuids((BytesColumn) column, from, to, out);
    }
    boolean[] nulls = column.nulls();
    for (int i = 0; nulls != null && i < count; i++) {
      if (nulls[from + i]) {
        data.zero(start + i * width, width);
      }
    }
  }

  private void putInts(int[] values, int from, int to, ByteBuffer out) {
    if (width == Integer.BYTES) {
      out.asIntBuffer().put(values, from, to - from);
    } else if (width == Short.BYTES) {
      for (int i = from; i < to; i++) {
        out.putShort((short) values[i]);
      }
    } else {
      for (int i = from; i < to; i++) {
        out.put((byte) values[i]);
      }
    }
  }

  private static void putDecimals(DecimalColumn column, int from, int to, ByteBuffer out) {
    for (int i = from; i < to; i++) {
      if (column.isNull(i)) {
        out.position(out.position() + WIDE_BYTES);
      } else {
        BigInteger unscaled = column.values()[i].unscaledValue();
        if (unscaled.bitLength() >= WIDE_BYTES * 8) {
          throw new IllegalArgumentException(unscaled + " in a column of " + column.type());
        }
        out.putLong(unscaled.longValue());
        out.putLong(unscaled.shiftRight(Long.SIZE).longValue());
      }
    }
  }

  private static void putUuids(BytesColumn column, int from, int to, ByteBuffer out) {
    for (int i = from; i < to; i++) {
      if (column.isNull(i)) {
        out.position(out.position() + WIDE_BYTES);
      } else {
        int length = column.end(i) - column.start(i);
        if (length != WIDE_BYTES) {
          throw new IllegalArgumentException("a UUID of " + length + " bytes");
        }
        out.put(column.bytes(), column.start(i), WIDE_BYTES);
      }
    }
  }

  @Override
  void collectValues(BodyParts parts) {
    if (type instanceof VectorType vector && vector.element() == VectorType.Element.FLOAT32) {
      parts.node((long) rows() * vector.dimension(), 0);
      parts.emptyBuffer();
    }
    parts.buffer(data.contents());
  }

  @Override
  void clearValues() {
    data.clear();
  }
}
