package dev.quiver.storage.lookup;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BooleanColumn;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.FloatColumn;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The key columns of some rows: their hashes and their values. A row with a NULL among them has no
 * key.
 *
 * <p>The hash is what key files hold, so it never changes. It starts as 0; for each column it
 * becomes {@code mix(31 * hash + bits)}, where mix is Stafford's variant 13 (a bijection) and bits
 * are
 *
 * <ul>
 *   <li>of integers, dates, times and timestamps their number as it is stored; of booleans 1 or 0;
 *   <li>of REAL and DOUBLE the bits of the double, -0 being 0 and all NaNs one;
 *   <li>of texts, bytes and UUIDs {@code h}, which starts as their length and for each byte, with
 *       its sign, becomes {@code h' ^ h' >>> 29} of {@code h' = (h ^ byte) * 0x9E3779B97F4A7C15};
 *   <li>of decimals the same of the bytes of the unscaled value without trailing zeros, big-endian,
 *       and of one more byte, the scale.
 * </ul>
 */
public record KeyColumns(List<Column> columns) {
  public KeyColumns {
    columns = List.copyOf(columns);
  }

  /** Of a batch that has nothing but key columns. */
  public static KeyColumns of(Batch batch) {
    return new KeyColumns(IntStream.range(0, batch.columnCount()).mapToObj(batch::column).toList());
  }

  /** Whether the hash of a type is the one above; else it is good for this process only. */
  public static boolean isHashed(DataType type) {
    return !(type instanceof VectorType) && !(type instanceof ListType);
  }

  public int size() {
    return columns.get(0).size();
  }

  /** Whether rows of equal hash have equal keys: so for one integer, whose hash can be undone. */
  public boolean hashIsExact() {
    return columns.size() == 1
        && (columns.get(0) instanceof IntColumn || columns.get(0) instanceof LongColumn);
  }

  /** Whether a row has a key: no NULL. */
  public boolean hasKey(int row) {
    for (Column column : columns) {
      if (column.isNull(row)) {
        return false;
      }
    }
    return true;
  }

  /** The hash of a row that has a key. */
  public long hash(int row) {
    long hash = 0;
    for (Column column : columns) {
      hash = mix(hash * 31 + bits(column, row));
    }
    return hash;
  }

  private static long bits(Column column, int row) {
    if (column instanceof IntColumn ints) {
      return ints.values()[row];
    }
    if (column instanceof LongColumn longs) {
      return longs.values()[row];
    }
    if (column instanceof BytesColumn bytes) {
      return bits(bytes.bytes(), bytes.start(row), bytes.end(row));
    }
    if (column instanceof DoubleColumn doubles) {
      return Double.doubleToLongBits(doubles.values()[row] + 0.0);
    }
    if (column instanceof FloatColumn floats) {
      return Double.doubleToLongBits(floats.values()[row] + 0.0);
    }
    if (column instanceof BooleanColumn booleans) {
      return booleans.values()[row] ? 1 : 0;
    }
    if (column instanceof DecimalColumn decimals) {
      BigDecimal value = decimals.values()[row].stripTrailingZeros();
      byte[] unscaled = value.unscaledValue().toByteArray();
      byte[] all = Arrays.copyOf(unscaled, unscaled.length + 1);
      all[unscaled.length] = (byte) value.scale();
      return bits(all, 0, all.length);
    }
    return Arrays.deepHashCode(new Object[] {comparable(column, row)});
  }

  private static long bits(byte[] bytes, int from, int to) {
    long hash = to - from;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Whether two rows that have keys have the same. */
  public boolean sameKey(int row, KeyColumns other, int otherRow) {
    for (int i = 0; i < columns.size(); i++) {
      if (!Objects.deepEquals(
          comparable(columns.get(i), row), comparable(other.columns.get(i), otherRow))) {
        return false;
      }
    }
    return true;
  }

  /** A value whose equals is SQL's equality: the two zeros of floating point are one. */
  private static @Nullable Object comparable(Column column, int row) {
    Object value = column.value(row);
    if (value instanceof Double number && number == 0) {
      return 0.0;
    }
    if (value instanceof Float number && number == 0) {
      return 0.0f;
    }
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  /** The key of a row for messages. */
  public String show(int row) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> show(columns.get(i).value(row)))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String show(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return "X'" + HexFormat.of().withUpperCase().formatHex(bytes) + "'";
    }
    return value instanceof CharSequence || value instanceof UUID
        ? "'" + value + "'"
        : String.valueOf(value);
  }
}
