package dev.quiver.planner.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.SimpleType;
import java.util.HexFormat;

/** To VARBINARY and BLOB: bytes, or a text {@code \x…} of hexadecimal digits as PostgreSQL has. */
final class BytesConversion extends ValueConversion {
  private final int maxLength;

  BytesConversion(String label, SimpleType type, int maxLength) {
    super(label, type);
    this.maxLength = maxLength;
  }

  @Override
  Object convertValue(Object value) {
    byte[] bytes;
    if (value instanceof byte[] array) {
      bytes = array;
    } else if (value instanceof String text) {
      bytes = parse(text);
    } else {
      throw mismatch(value);
    }
    if (maxLength > 0 && bytes.length > maxLength) {
      throw new QuiverException(
          ErrorCode.VALUE_OUT_OF_RANGE,
          label,
          "a value of " + bytes.length + " bytes",
          "VARBINARY(" + maxLength + ")");
    }
    return bytes;
  }

  private byte[] parse(String text) {
    if (!text.startsWith("\\x")) {
      throw unreadable(text);
    }
    try {
      return HexFormat.of().parseHex(text, 2, text.length());
    } catch (IllegalArgumentException e) {
      throw unreadable(text);
    }
  }
}
