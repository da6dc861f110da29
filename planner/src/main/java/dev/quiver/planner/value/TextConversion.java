package dev.quiver.planner.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.SimpleType;
import java.time.temporal.Temporal;
import java.util.UUID;

/** To VARCHAR and CHAR: anything that has one plain text, cut never and padded never. */
final class TextConversion extends ValueConversion {
  private final int maxLength;

  TextConversion(String label, int maxLength) {
    super(label, SimpleType.VARCHAR);
    this.maxLength = maxLength;
  }

  @Override
  Object convertValue(Object value) {
    String text = text(value);
    if (maxLength > 0 && text.length() > maxLength) {
      int characters = text.codePointCount(0, text.length());
      if (characters > maxLength) {
        throw new QuiverException(
            ErrorCode.STRING_TOO_LONG, label, characters, "VARCHAR(" + maxLength + ")");
      }
    }
    return text;
  }

  private String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Temporal
        || value instanceof UUID
        || value instanceof float[]) {
      return PlainText.of(value);
    }
    throw mismatch(value);
  }
}
