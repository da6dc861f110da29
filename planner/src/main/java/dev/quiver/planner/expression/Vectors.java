package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.vector.VectorChecks;
import dev.quiver.functions.vector.VectorText;
import dev.quiver.storage.type.VectorType;
import dev.quiver.storage.type.VectorType.Element;
import java.util.List;

/** Values made vectors: of the right length, every element finite, or an error that says which. */
final class Vectors {
  private Vectors() {}

  /** A float[], or a byte[] for bits, of the type's length. */
  static Object convert(Object value, VectorType to, String what) {
    if (to.element() == Element.BIT) {
      return bits(value, to, what);
    }
    float[] vector = floats(value, what);
    if (vector.length != to.dimension()) {
      throw new QuiverException(ErrorCode.VECTOR_LENGTH, what, to.dimension(), vector.length);
    }
    return vector;
  }

  /** A vector of whatever length the value has. */
  static float[] floats(Object value, String what) {
    float[] vector;
    if (value instanceof float[] exact) {
      vector = exact;
    } else if (value instanceof String text) {
      return VectorText.parse(text, what);
    } else if (value instanceof double[] wide) {
      vector = new float[wide.length];
      for (int i = 0; i < wide.length; i++) {
        vector[i] = (float) wide[i];
      }
    } else if (value instanceof List<?> list) {
      vector = ofList(list, what);
    } else {
      throw new QuiverException(
          ErrorCode.TYPE_MISMATCH, what, value.getClass().getSimpleName(), "VECTOR");
    }
    VectorChecks.requireFinite(vector, what);
    return vector;
  }

  private static float[] ofList(List<?> list, String what) {
    float[] vector = new float[list.size()];
    for (int i = 0; i < vector.length; i++) {
      Object element = list.get(i);
      if (element == null) {
        throw new QuiverException(ErrorCode.VECTOR_NULL_ELEMENT, what, i + 1);
      }
      if (!(element instanceof Number number)) {
        throw new QuiverException(
            ErrorCode.TYPE_MISMATCH, what, element.getClass().getSimpleName(), "VECTOR element");
      }
      vector[i] = number.floatValue();
    }
    return vector;
  }

  private static byte[] bits(Object value, VectorType to, String what) {
    if (value instanceof byte[] packed) {
      if (packed.length != to.sizeBytes()) {
        throw new QuiverException(ErrorCode.VECTOR_LENGTH, what, to.dimension(), packed.length * 8);
      }
      return packed;
    }
    float[] elements = floats(value, what);
    if (elements.length != to.dimension()) {
      throw new QuiverException(ErrorCode.VECTOR_LENGTH, what, to.dimension(), elements.length);
    }
    byte[] packed = new byte[to.sizeBytes()];
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != 0 && elements[i] != 1) {
        throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, what, elements[i], "BIT");
      }
      packed[i >> 3] |= (byte) ((int) elements[i] << (i & 7));
    }
    return packed;
  }
}
