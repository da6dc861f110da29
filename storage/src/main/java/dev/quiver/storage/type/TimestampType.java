package dev.quiver.storage.type;

/**
 * TIMESTAMP(precision): microseconds since 1970-01-01 00:00:00.
 *
 * <p>Without a zone it is a reading of a clock on the wall, stored as if that clock showed UTC;
 * {@code local} is TIMESTAMP WITH LOCAL TIME ZONE, an instant.
 */
public record TimestampType(int precision, boolean local) implements DataType {
  public TimestampType {
    if (precision < 0 || precision > 6) {
      throw new IllegalArgumentException("TIMESTAMP(" + precision + ")");
    }
  }

  @Override
  public String toString() {
    return "TIMESTAMP(" + precision + ")" + (local ? " WITH LOCAL TIME ZONE" : "");
  }
}
