package dev.quiver.storage.column;

import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects vectors; the caller has checked their lengths. */
final class VectorBuilder extends ColumnBuilder {
  private final List<@Nullable Object> vectors = new ArrayList<>();

  VectorBuilder(VectorType type) {
    super(type);
  }

  @Override
  void add(Object value) {
    vectors.add(value);
  }

  @Override
  void addEmpty() {
    vectors.add(null);
  }

  @Override
  Column finish(int rows, boolean @Nullable [] markers) {
    VectorType vector = (VectorType) type;
    boolean bits = vector.element() == VectorType.Element.BIT;
    int stride = bits ? vector.sizeBytes() : vector.dimension();
    Object values = bits ? new byte[rows * stride] : new float[Math.multiplyExact(rows, stride)];
    for (int i = 0; i < rows; i++) {
      Object one = vectors.get(i);
      if (one != null) {
        System.arraycopy(one, 0, values, i * stride, stride);
      }
    }
    vectors.clear();
    return bits
        ? new BitVectorColumn(vector, rows, (byte[]) values, markers)
        : new VectorColumn(vector, rows, (float[]) values, markers);
  }
}
