package dev.quiver.storage.column;

import dev.quiver.storage.type.VectorType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** VECTOR(n): row {@code i} is {@code values[i * n .. (i + 1) * n)}; a NULL row is zeros. */
public record VectorColumn(VectorType type, int size, float[] values, boolean @Nullable [] nulls)
    implements Column {

  /** Array elements from one row to the next. */
  public int stride() {
    return type.dimension();
  }

  @Override
  public VectorColumn gather(int[] rows, int count) {
    int stride = stride();
    float[] picked = new float[Math.multiplyExact(count, stride)];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, rows[i] * stride, picked, i * stride, stride);
    }
    return new VectorColumn(type, count, picked, Nulls.gather(nulls, rows, count));
  }

  @Override
  public float @Nullable [] value(int row) {
    return isNull(row) ? null : Arrays.copyOfRange(values, row * stride(), (row + 1) * stride());
  }
}
