package dev.quiver.storage.type;

/** VECTOR(dimension, element): that many finite numbers, none of them NULL. */
public record VectorType(int dimension, Element element) implements DataType {
  public static final int MAX_DIMENSION = 65_535;

  /** What a vector is made of. */
  public enum Element {
    /** 32-bit floats, four bytes each. */
    FLOAT32,
    /** Bits, eight to a byte, the first in the lowest bit; bits beyond the dimension are zero. */
    BIT
  }

  public VectorType {
    if (dimension < 1 || dimension > MAX_DIMENSION) {
      throw new IllegalArgumentException("VECTOR(" + dimension + ")");
    }
  }

  /** A vector of floats. */
  public static VectorType ofFloats(int dimension) {
    return new VectorType(dimension, Element.FLOAT32);
  }

  /** The bytes one vector takes. */
  public int sizeBytes() {
    return element == Element.BIT ? (dimension + 7) / 8 : dimension * Float.BYTES;
  }

  @Override
  public String toString() {
    return "VECTOR(" + dimension + (element == Element.FLOAT32 ? ")" : ", " + element + ")");
  }
}
