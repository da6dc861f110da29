package dev.quiver.storage.type;

/** TIME(precision): microseconds since midnight; {@code precision} digits of the second count. */
public record TimeType(int precision) implements DataType {
  public TimeType {
    if (precision < 0 || precision > 6) {
      throw new IllegalArgumentException("TIME(" + precision + ")");
    }
  }

  @Override
  public String toString() {
    return "TIME(" + precision + ")";
  }
}
