package dev.quiver.planner.value;

import dev.quiver.storage.type.SimpleType;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;

/** To UUID: also from its text and from sixteen bytes. */
final class UuidConversion extends ValueConversion {
  private static final Pattern TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  UuidConversion(String label) {
    super(label, SimpleType.UUID);
  }

  @Override
  Object convertValue(Object value) {
    if (value instanceof UUID) {
      return value;
    }
    if (value instanceof String text) {
      String stripped = text.strip();
      if (!TEXT.matcher(stripped).matches()) {
        throw unreadable(text);
      }
      return UUID.fromString(stripped);
    }
    if (value instanceof byte[] bytes && bytes.length == 16) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new UUID(buffer.getLong(), buffer.getLong());
    }
    throw mismatch(value);
  }
}
