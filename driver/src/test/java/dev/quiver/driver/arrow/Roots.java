package dev.quiver.driver.arrow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Builds small roots column by column; a null is a NULL. */
final class Roots {
  private final BufferAllocator allocator;
  private final List<FieldVector> vectors = new ArrayList<>();
  private int rows;

  Roots(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  Roots ints(String name, Integer... values) {
    IntVector vector = new IntVector(name, allocator);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, values[i]);
      }
    }
    return add(vector, values.length);
  }

  /** The numbers from 0 on. */
  Roots count(String name, int values) {
    BigIntVector vector = new BigIntVector(name, allocator);
    vector.allocateNew(values);
    for (int i = 0; i < values; i++) {
      vector.set(i, i);
    }
    return add(vector, values);
  }

  Roots texts(String name, String... values) {
    VarCharVector vector = new VarCharVector(name, allocator);
    vector.allocateNew();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
      }
    }
    return add(vector, values.length);
  }

  /** Vectors of one length; a null element stays one. */
  Roots vectors(String name, int dimension, Float[]... values) {
    FixedSizeListVector vector =
        new FixedSizeListVector(
            name, allocator, FieldType.nullable(new ArrowType.FixedSizeList(dimension)), null);
    ArrowType element = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    Float4Vector floats =
        (Float4Vector) vector.addOrGetVector(FieldType.nullable(element)).getVector();
    vector.allocateNew();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        continue;
      }
      vector.setNotNull(i);
      for (int j = 0; j < dimension; j++) {
        if (values[i][j] == null) {
          floats.setNull(i * dimension + j);
        } else {
          floats.setSafe(i * dimension + j, values[i][j]);
        }
      }
    }
    return add(vector, values.length);
  }

  Roots add(FieldVector vector, int values) {
    vector.setValueCount(values);
    vectors.add(vector);
    rows = values;
    return this;
  }

  VectorSchemaRoot root() {
    VectorSchemaRoot root = new VectorSchemaRoot(vectors);
    root.setRowCount(rows);
    return root;
  }
}
