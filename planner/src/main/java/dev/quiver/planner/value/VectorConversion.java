package dev.quiver.planner.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.vector.VectorText;
import dev.quiver.storage.type.VectorType;
import java.util.List;

/** To VECTOR(n): exactly n finite floats, from any array or list of numbers or from text. */
final class VectorConversion extends ValueConversion {
  private static final int ANY = -1;

  private final int dimension;

  VectorConversion(String label, VectorType type) {
    super(label, type);
    this.dimension = type.dimension();
  }

  /** To vectors of every length; its type stands for them all. */
  VectorConversion(String label) {
    super(label, VectorType.ofFloats(1));
    this.dimension = ANY;
  }

  @Override
  Object convertValue(Object value) {
    float[] vector = elements(value);
    if (vector.length != dimension && dimension != ANY) {
      throw new QuiverException(ErrorCode.VECTOR_LENGTH, label, dimension, vector.length);
    }
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw notFinite(i, vector[i]);
      }
    }
    return vector;
  }

  private float[] elements(Object value) {
    if (value instanceof float[] vector) {
      return vector.clone();
    }
    if (value instanceof double[] vector) {
      float[] floats = new float[vector.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = narrow(i, vector[i]);
      }
      return floats;
    }
    if (value instanceof List<?> list) {
      return fromObjects(list.toArray());
    }
    if (value instanceof Object[] objects) {
      return fromObjects(objects);
    }
    if (value instanceof int[] ints) {
      float[] floats = new float[ints.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = ints[i];
      }
      return floats;
    }
    if (value instanceof String text) {
      return VectorText.parse(text, label);
    }
    throw mismatch(value);
  }

  private float[] fromObjects(Object[] objects) {
    float[] floats = new float[objects.length];
    for (int i = 0; i < floats.length; i++) {
      Object element = objects[i];
      if (element == null) {
        throw new QuiverException(ErrorCode.VECTOR_NULL_ELEMENT, label, i + 1);
      }
      if (!(element instanceof Number number)) {
        throw mismatch(element);
      }
      floats[i] = number instanceof Float f ? f : narrow(i, number.doubleValue());
    }
    return floats;
  }

  private float narrow(int index, double element) {
    float narrowed = (float) element;
    if (Float.isInfinite(narrowed)) {
      throw notFinite(index, element);
    }
    return narrowed;
  }

  private QuiverException notFinite(int index, Number element) {
    return new QuiverException(ErrorCode.VECTOR_NOT_FINITE, label, index + 1, element);
  }
}
