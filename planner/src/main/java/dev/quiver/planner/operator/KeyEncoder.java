package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Comparisons;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.type.SimpleType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of several key columns as byte strings: two rows get the same bytes if and only if their
 * keys are the same, NULLs being the same as each other.
 *
 * <p>Each value is a marker byte (0 for NULL, then nothing follows), then eight bytes for whatever
 * sorts as a long, or a length of four bytes and that many bytes.
 */
final class KeyEncoder {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIXED = 1 + Long.BYTES;

  private byte[] bytes;
  private int end;

  private KeyEncoder(int capacity) {
    this.bytes = new byte[capacity];
  }

  static BytesColumn encode(List<Column> keys, int rows) {
    KeyEncoder encoder = new KeyEncoder(rows * keys.size() * (FIXED + 8));
    int[] offsets = new int[rows + 1];
    long[][] longs = new long[keys.size()][];
    for (int k = 0; k < longs.length; k++) {
      Comparisons.Form form = Comparisons.form(keys.get(k).type());
      boolean fixed = form == Comparisons.Form.LONGS || form == Comparisons.Form.DOUBLES;
      longs[k] = fixed ? Comparisons.sortKeys(keys.get(k)) : new long[0];
    }
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < longs.length; k++) {
        encoder.put(keys.get(k), longs[k], row);
      }
      offsets[row + 1] = encoder.end;
    }
    return new BytesColumn(SimpleType.VARBINARY, rows, encoder.bytes, offsets, null);
  }

  private void put(Column column, long[] longs, int row) {
    if (column.isNull(row)) {
      reserve(1);
      bytes[end++] = 0;
    } else if (longs.length > 0) {
      reserve(FIXED);
      bytes[end] = 1;
      LONG.set(bytes, end + 1, longs[row]);
      end += FIXED;
    } else if (column instanceof BytesColumn texts) {
      put(texts.bytes(), texts.start(row), texts.end(row));
    } else {
      byte[] value = bytes(column, row);
      put(value, 0, value.length);
    }
  }

  private void put(byte[] source, int from, int to) {
    int length = to - from;
    reserve(1 + Integer.BYTES + length);
    bytes[end] = 1;
    INT.set(bytes, end + 1, length);
    System.arraycopy(source, from, bytes, end + 1 + Integer.BYTES, length);
    end += 1 + Integer.BYTES + length;
  }

  private static byte[] bytes(Column column, int row) {
    if (column instanceof DecimalColumn decimals) {
      BigDecimal value = decimals.values()[row].stripTrailingZeros();
      byte[] unscaled = value.unscaledValue().toByteArray();
      byte[] all = Arrays.copyOf(unscaled, unscaled.length + 1);
      all[unscaled.length] = (byte) value.scale();
      return all;
    }
    return text(column.value(row)).getBytes(StandardCharsets.UTF_8);
  }

  /** Vectors and lists: rare as keys. */
  private static String text(@Nullable Object value) {
    if (value instanceof float[] vector) {
      float[] plain = vector.clone();
      for (int i = 0; i < plain.length; i++) {
        plain[i] += 0f;
      }
      return Arrays.toString(plain);
    }
    if (value instanceof byte[] bits) {
      return Arrays.toString(bits);
    }
    if (value instanceof List<?> list) {
      StringBuilder all = new StringBuilder("[");
      for (Object element : list) {
        String text = text(element);
        all.append(element == null ? "n" : "v" + text.length()).append(':').append(text);
      }
      return all.append(']').toString();
    }
    return String.valueOf(value);
  }

  private void reserve(int more) {
    int needed = Math.addExact(end, more);
    if (needed > bytes.length) {
      long grown = Math.max(needed, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, grown));
    }
  }
}
