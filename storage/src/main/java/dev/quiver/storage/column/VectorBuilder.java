package dev.quiver.storage.column;

import dev.quiver.storage.type.VectorType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects vectors, each copied once, into the array that the column keeps; the caller has checked
 * their lengths.
 */
final class VectorBuilder extends ColumnBuilder {
  private static final int FIRST_ROWS = 16;

  private final boolean bits;

  /** Array elements from one row to the next. */
  private final int stride;

  private float[] floats = {};
  private byte[] bytes = {};
  private int count;

  /** As many as came last time: the next column then grows no more. */
  private int expectedRows = FIRST_ROWS;

  VectorBuilder(VectorType type) {
    super(type);
    this.bits = type.element() == VectorType.Element.BIT;
    this.stride = bits ? type.sizeBytes() : type.dimension();
  }

  @Override
  void add(Object value) {
    int at = makeRoom();
    System.arraycopy(value, 0, bits ? bytes : floats, at, stride);
  }

  @Override
  void addEmpty() {
    makeRoom();
  }

  /** Where the next vector goes. */
  private int makeRoom() {
    int end = Math.multiplyExact(count + 1, stride);
    int room = bits ? bytes.length : floats.length;
    if (end > room) {
      long wanted = Math.max(2L * room, (long) expectedRows * stride);
      int size = (int) Math.max(end, Math.min(wanted, Integer.MAX_VALUE - 8L));
      if (bits) {
        bytes = Arrays.copyOf(bytes, size);
      } else {
        floats = Arrays.copyOf(floats, size);
      }
    }
    count++;
    return end - stride;
  }

  @Override
  Column finish(int rows, boolean @Nullable [] markers) {
    VectorType vector = (VectorType) type;
    int size = rows * stride;
    Column column;
    if (bits) {
      byte[] values = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
      column = new BitVectorColumn(vector, rows, values, markers);
    } else {
      float[] values = floats.length == size ? floats : Arrays.copyOf(floats, size);
      column = new VectorColumn(vector, rows, values, markers);
    }
    floats = new float[0];
    bytes = new byte[0];
    count = 0;
    expectedRows = Math.max(FIRST_ROWS, rows);
    return column;
  }
}
