package dev.quiver.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.VectorColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares columns value by value. */
final class ColumnAssert {
  private ColumnAssert() {}

  /** Row {@code i} of {@code actual} must be row {@code rows[i]} of {@code expected}. */
  static void assertRows(Column actual, Column expected, int[] rows) {
    assertThat(actual.type()).isEqualTo(expected.type());
    assertThat(actual.size()).isEqualTo(rows.length);
    for (int i = 0; i < rows.length; i++) {
      Object right = expected.value(rows[i]);
      if (!Objects.deepEquals(actual.value(i), right)) {
        assertThat(plain(actual.value(i))).as("row %d", i).isEqualTo(plain(right));
      }
    }
  }

  static int[] range(int from, int to) {
    return java.util.stream.IntStream.range(from, to).toArray();
  }

  /** Vectors as readVectors gives them: NULL rows as zeros. */
  static float[] floats(VectorColumn column, int[] rows) {
    float[] floats = new float[rows.length * column.stride()];
    for (int i = 0; i < rows.length; i++) {
      float[] vector = column.value(rows[i]);
      if (vector != null) {
        System.arraycopy(vector, 0, floats, i * vector.length, vector.length);
      }
    }
    return floats;
  }

  private static Object plain(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(plain(element)));
      return elements;
    }
    return value;
  }
}
