package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * VARCHAR, JSON, VARBINARY, BLOB and UUID: row {@code i} is {@code bytes[offsets[i] .. offsets[i +
 * 1])}.
 *
 * <p>{@code offsets} has at least {@code size + 1} entries and never decreases; a NULL row is
 * empty.
 */
public record BytesColumn(
    DataType type, int size, byte[] bytes, int[] offsets, boolean @Nullable [] nulls)
    implements Column {

  public int start(int row) {
    return offsets[row];
  }

  public int end(int row) {
    return offsets[row + 1];
  }

  /** The bytes of a row read as UTF-8. */
  public String string(int row) {
    return new String(bytes, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
  }

  @Override
  public BytesColumn gather(int[] rows, int count) {
    int[] ends = new int[count + 1];
    for (int i = 0; i < count; i++) {
      ends[i + 1] = Math.addExact(ends[i], offsets[rows[i] + 1] - offsets[rows[i]]);
    }
    byte[] picked = new byte[ends[count]];
    for (int i = 0; i < count; i++) {
      System.arraycopy(bytes, offsets[rows[i]], picked, ends[i], ends[i + 1] - ends[i]);
    }
    return new BytesColumn(type, count, picked, ends, Nulls.gather(nulls, rows, count));
  }

  @Override
  public @Nullable Object value(int row) {
    if (isNull(row)) {
      return null;
    }
    if (type == SimpleType.UUID) {
      ByteBuffer sixteen = ByteBuffer.wrap(bytes, offsets[row], 16);
      return new UUID(sixteen.getLong(), sixteen.getLong());
    }
    return type == SimpleType.VARCHAR || type == SimpleType.JSON
        ? string(row)
        : Arrays.copyOfRange(bytes, offsets[row], offsets[row + 1]);
  }
}
