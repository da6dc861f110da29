package dev.quiver.storage.column;

import dev.quiver.storage.type.VectorType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * VECTOR(n, BIT): row {@code i} is {@code values[i * stride .. (i + 1) * stride)}; a NULL row is
 * zeros.
 */
public record BitVectorColumn(VectorType type, int size, byte[] values, boolean @Nullable [] nulls)
    implements Column {

  /** Array elements from one row to the next. */
  public int stride() {
    return type.sizeBytes();
  }

  @Override
  public BitVectorColumn gather(int[] rows, int count) {
    int stride = stride();
    byte[] picked = new byte[Math.multiplyExact(count, stride)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, rows[i] * stride, picked, i * stride, stride);
    }
    return new BitVectorColumn(type, count, picked, Nulls.gather(nulls, rows, count));
  }

  @Override
  public byte @Nullable [] value(int row) {
    return isNull(row) ? null : Arrays.copyOfRange(values, row * stride(), (row + 1) * stride());
  }
}
