package dev.quiver.planner.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.quiver.storage.type.SimpleType;
import java.io.IOException;
import java.io.UncheckedIOException;

/** To JSON: texts that hold exactly one JSON value, kept as they are written. */
final class JsonConversion extends ValueConversion {
  private static final JsonFactory FACTORY = new JsonFactory();

  JsonConversion(String label) {
    super(label, SimpleType.JSON);
  }

  @Override
  Object convertValue(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (!(value instanceof String text)) {
      throw mismatch(value);
    }
    if (!isOneValue(text)) {
      throw unreadable(text);
    }
    return text;
  }

  private static boolean isOneValue(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }
}
