package dev.quiver.storage.type;

/** DECIMAL(precision, scale): at most 38 digits, {@code scale} of them behind the point. */
public record DecimalType(int precision, int scale) implements DataType {
  public static final int MAX_PRECISION = 38;

  public DecimalType {
    if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ")");
    }
  }

  @Override
  public String toString() {
    return "DECIMAL(" + precision + ", " + scale + ")";
  }
}
