package dev.quiver.sqltests.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows of every type as a user of Arrow makes them, by the setters of its vectors: a table's
 * definition, roots that fit it, and the values as plain objects.
 */
final class ArrowRows {
  static final int DIMENSION = 24;
  static final int BITS = 20;

  static final String TABLE =
      """
      CREATE TABLE all_types (
        id BIGINT PRIMARY KEY, flag BOOLEAN, tiny TINYINT, small SMALLINT, whole INTEGER,
        ratio REAL, exact DOUBLE, price DECIMAL(38, 9), word VARCHAR, doc JSON,
        bytes VARBINARY, image BLOB, born DATE, wake TIME(6), made TIMESTAMP(6),
        seen TIMESTAMP(6) WITH LOCAL TIME ZONE, mark UUID, embedding VECTOR(24),
        bits VECTOR(20, BIT), tags INTEGER ARRAY, names VARCHAR ARRAY)""";

  private final BufferAllocator allocator;
  private final Random random = new Random(7);

  ArrowRows(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  private static Field field(String name, ArrowType type, Field... children) {
    return new Field(name, FieldType.nullable(type), List.of(children));
  }

  private static Field annotated(String name, ArrowType type, Map<String, String> metadata) {
    return new Field(name, new FieldType(true, type, null, metadata), List.of());
  }

  static Schema schema() {
    return new Schema(
        List.of(
            field("id", new ArrowType.Int(64, true)),
            field("flag", ArrowType.Bool.INSTANCE),
            field("tiny", new ArrowType.Int(8, true)),
            field("small", new ArrowType.Int(16, true)),
            field("whole", new ArrowType.Int(32, true)),
            field("ratio", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            field("exact", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            field("price", new ArrowType.Decimal(38, 9, 128)),
            field("word", ArrowType.Utf8.INSTANCE),
            field("doc", ArrowType.Utf8.INSTANCE),
            field("bytes", ArrowType.Binary.INSTANCE),
            field("image", ArrowType.LargeBinary.INSTANCE),
            field("born", new ArrowType.Date(org.apache.arrow.vector.types.DateUnit.DAY)),
            field("wake", new ArrowType.Time(TimeUnit.MICROSECOND, 64)),
            field("made", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
            field("seen", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
            field("mark", new ArrowType.FixedSizeBinary(16)),
            field(
                "embedding",
                new ArrowType.FixedSizeList(DIMENSION),
                field("item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE))),
            annotated(
                "bits",
                new ArrowType.FixedSizeBinary(3),
                Map.of("quiver.bits", String.valueOf(BITS))),
            field("tags", ArrowType.List.INSTANCE, field("item", new ArrowType.Int(32, true))),
            field("names", ArrowType.List.INSTANCE, field("item", ArrowType.Utf8.INSTANCE))));
  }

  /** Rows numbered from {@code first} on; about an eighth of the values but the key are NULL. */
  VectorSchemaRoot root(int first, int rows) {
    VectorSchemaRoot root = VectorSchemaRoot.create(schema(), allocator);
    root.allocateNew();
    for (FieldVector vector : root.getFieldVectors()) {
      for (int row = 0; row < rows; row++) {
        if (vector.getName().equals("id")) {
          ((BigIntVector) vector).setSafe(row, first + row);
        } else if (random.nextInt(8) == 0) {
          vector.setNull(row);
        } else {
          set(vector, row);
        }
      }
    }
    root.setRowCount(rows);
    return root;
  }

  private void set(FieldVector vector, int row) {
    if (vector instanceof FixedSizeListVector list) {
      setVector(list, row);
    } else if (vector instanceof ListVector list) {
      setList(list, row);
    } else if (vector instanceof VarCharVector text) {
      text.setSafe(row, text(vector.getName()).getBytes(StandardCharsets.UTF_8));
    } else if (vector instanceof VarBinaryVector bytes) {
      bytes.setSafe(row, bytes(random.nextInt(20)));
    } else if (vector instanceof LargeVarBinaryVector image) {
      image.setSafe(row, bytes(random.nextInt(1_000)));
    } else {
      setFixed((BaseFixedWidthVector) vector, row);
    }
  }

  private void setFixed(BaseFixedWidthVector vector, int row) {
    if (vector instanceof BitVector flag) {
      flag.setSafe(row, random.nextInt(2));
    } else if (vector instanceof TinyIntVector tiny) {
      tiny.setSafe(row, (byte) random.nextInt());
    } else if (vector instanceof SmallIntVector small) {
      small.setSafe(row, (short) random.nextInt());
    } else if (vector instanceof IntVector whole) {
      whole.setSafe(row, random.nextInt());
    } else if (vector instanceof Float4Vector ratio) {
      ratio.setSafe(row, random.nextFloat());
    } else if (vector instanceof Float8Vector exact) {
      exact.setSafe(row, random.nextGaussian());
    } else if (vector instanceof DecimalVector price) {
      price.setSafe(row, new BigDecimal(new BigInteger(120, random).negate(), 9));
    } else if (vector instanceof DateDayVector born) {
      born.setSafe(row, random.nextInt(40_000) - 20_000);
    } else if (vector instanceof TimeMicroVector wake) {
      wake.setSafe(row, random.nextLong(86_400_000_000L));
    } else if (vector instanceof TimeStampMicroVector made) {
      made.setSafe(row, random.nextLong(-4_000_000_000_000_000L, 4_000_000_000_000_000L));
    } else if (vector instanceof TimeStampMicroTZVector seen) {
      seen.setSafe(row, random.nextLong(4_000_000_000_000_000L));
    } else {
      FixedSizeBinaryVector fixed = (FixedSizeBinaryVector) vector;
      byte[] value = bytes(fixed.getByteWidth());
      if (fixed.getName().equals("bits")) {
        value[2] &= (1 << BITS % 8) - 1;
      }
      fixed.setSafe(row, value);
    }
  }

  private void setVector(FixedSizeListVector list, int row) {
    Float4Vector floats = (Float4Vector) list.getDataVector();
    list.setNotNull(row);
    for (int i = 0; i < DIMENSION; i++) {
      floats.setSafe(row * DIMENSION + i, random.nextFloat() - 0.5f);
    }
  }

  private void setList(ListVector list, int row) {
    int start = list.startNewValue(row);
    int length = random.nextInt(4);
    for (int i = start; i < start + length; i++) {
      boolean absent = random.nextInt(5) == 0;
      if (list.getDataVector() instanceof IntVector ints) {
        ints.setSafe(i, absent ? 0 : 1, random.nextInt());
      } else {
        VarCharVector texts = (VarCharVector) list.getDataVector();
        if (absent) {
          texts.setNull(i);
        } else {
          texts.setSafe(i, text("names").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    list.endValue(row, length);
  }

  private String text(String column) {
    String word = "w\u00f6rd \uD83C\uDFF9 " + random.nextInt(1_000);
    return column.equals("doc") ? "{\"a\": " + random.nextInt() + "}" : word;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The values of a root row by row, as text that tells them apart. */
  static List<String> values(VectorSchemaRoot root) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < root.getRowCount(); row++) {
      StringBuilder line = new StringBuilder();
      for (FieldVector vector : root.getFieldVectors()) {
        line.append(vector.getName()).append('=').append(shown(vector.getObject(row))).append(' ');
      }
      rows.add(line.toString());
    }
    return rows;
  }

  private static String shown(Object value) {
    if (value instanceof UUID uuid) {
      return shown(
          ByteBuffer.allocate(16)
              .putLong(uuid.getMostSignificantBits())
              .putLong(uuid.getLeastSignificantBits())
              .array());
    }
    return value instanceof byte[] bytes
        ? bytes.length + " bytes " + Arrays.hashCode(bytes)
        : String.valueOf(value);
  }
}
