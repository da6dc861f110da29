package dev.quiver.planner.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.vector.VectorText;
import dev.quiver.storage.type.VectorType;
import java.util.List;

/**
 * To VECTOR(n, BIT): packed bytes, the first bit lowest, or numbers 0 and 1, or the text form of
 * those.
 */
final class BitVectorConversion extends ValueConversion {
  private final int dimension;
  private final int sizeBytes;

  BitVectorConversion(String label, VectorType type) {
    super(label, type);
    this.dimension = type.dimension();
    this.sizeBytes = type.sizeBytes();
  }

  @Override
  Object convertValue(Object value) {
    if (value instanceof byte[] bytes) {
      return packed(bytes);
    }
    if (value instanceof boolean[] bits) {
      Object[] numbers = new Object[bits.length];
      for (int i = 0; i < bits.length; i++) {
        numbers[i] = bits[i] ? 1 : 0;
      }
      return fromNumbers(numbers);
    }
    if (value instanceof List<?> list) {
      return fromNumbers(list.toArray());
    }
    if (value instanceof Object[] numbers) {
      return fromNumbers(numbers);
    }
    float[] elements;
    if (value instanceof float[] floats) {
      elements = floats;
    } else if (value instanceof String text) {
      elements = VectorText.parse(text, label);
    } else {
      throw mismatch(value);
    }
    Object[] numbers = new Object[elements.length];
    for (int i = 0; i < elements.length; i++) {
      numbers[i] = elements[i];
    }
    return fromNumbers(numbers);
  }

  private byte[] packed(byte[] bytes) {
    if (bytes.length != sizeBytes) {
      throw wrongLength(bytes.length * Byte.SIZE);
    }
    int used = dimension % Byte.SIZE;
    if (used != 0 && (bytes[sizeBytes - 1] & 0xFF) >>> used != 0) {
      throw outOfRange("a set bit beyond the last");
    }
    return bytes.clone();
  }

  private byte[] fromNumbers(Object[] numbers) {
    if (numbers.length != dimension) {
      throw wrongLength(numbers.length);
    }
    byte[] bytes = new byte[sizeBytes];
    for (int i = 0; i < numbers.length; i++) {
      Object number = numbers[i];
      if (number == null) {
        throw new QuiverException(ErrorCode.VECTOR_NULL_ELEMENT, label, i + 1);
      }
      boolean set = bit(number);
      if (set) {
        bytes[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
      }
    }
    return bytes;
  }

  private boolean bit(Object element) {
    if (element instanceof Boolean bool) {
      return bool;
    }
    if (!(element instanceof Number number)) {
      throw mismatch(element);
    }
    double value = number.doubleValue();
    if (value != 0 && value != 1) {
      throw outOfRange(element);
    }
    return value == 1;
  }

  private QuiverException wrongLength(int given) {
    return new QuiverException(ErrorCode.VECTOR_LENGTH, label, dimension, given);
  }
}
