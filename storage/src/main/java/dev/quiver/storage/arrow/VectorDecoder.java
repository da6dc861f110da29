package dev.quiver.storage.arrow;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.type.VectorType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** VECTOR(n) of floats, copied into an array of the caller or an own one. */
final class VectorDecoder extends ColumnDecoder {
  private final VectorType type;
  private final float[] values;

  VectorDecoder(ArrowField field, int capacity) {
    this(field, capacity, new float[Math.multiplyExact(capacity, dimension(field))]);
  }

  /** Copies into {@code out}, which must have room for all the vectors. */
  VectorDecoder(ArrowField field, int capacity, float[] out) {
    super(field, capacity);
    this.type = (VectorType) field.type();
    this.values = out;
  }

  private static int dimension(ArrowField field) {
    return ((VectorType) field.type()).dimension();
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    long dimension = type.dimension();
    long bytes = dimension * Float.BYTES;
    ArrowField floats = field.child();
    body.buffer(floats, 1, from * bytes, (to - from) * bytes)
        .asFloatBuffer()
        .get(values, at * type.dimension(), (to - from) * type.dimension());
    boolean elementNulls = body.mayHaveNulls(floats);
    for (int row = at; row < at + to - from; row++) {
      if (isNull(row)) {
        int start = row * type.dimension();
        Arrays.fill(values, start, start + type.dimension(), 0f);
      } else if (elementNulls) {
        checkElements(body, (from + row - at) * dimension);
      }
    }
  }

  int dimension() {
    return type.dimension();
  }

  /** Another library may have written a vector with an element that is NULL. */
  private void checkElements(RecordBody body, long from) {
    long firstByte = from >>> 3;
    int firstBit = (int) (from & 7);
    int dimension = type.dimension();
    ByteBuffer bits = body.buffer(field.child(), 0, firstByte, Bitmap.bytes(firstBit + dimension));
    if (Bitmap.allSet(bits, firstBit, dimension)) {
      return;
    }
    int element = 0;
    while (Bitmap.allSet(bits, firstBit + element, 1)) {
      element++;
    }
    throw new QuiverException(ErrorCode.VECTOR_NULL_ELEMENT, "column " + field.name(), element + 1);
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    return new VectorColumn(type, size, values, markers);
  }
}
