package dev.quiver.planner.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON values as Java objects that {@link dev.quiver.planner.value.ValueConversion} takes. */
final class JsonValues {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonValues() {}

  /** The value that the parser stands on, with the target's type in view. */
  static @Nullable Object read(JsonParser parser, DataType target) throws IOException {
    if (target == SimpleType.JSON) {
      return parser.currentToken() == JsonToken.VALUE_NULL ? null : text(parser);
    }
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? parser.getDecimalValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case START_ARRAY -> array(parser, target);
      default -> text(parser);
    };
  }

  private static Object array(JsonParser parser, DataType target) throws IOException {
    boolean nested = target instanceof VectorType || target instanceof ListType;
    if (!nested) {
      return text(parser);
    }
    DataType element = target instanceof ListType list ? list.element() : SimpleType.REAL;
    List<@Nullable Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(
          target instanceof VectorType && parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
              ? (Object) parser.getFloatValue()
              : read(parser, element));
    }
    return values;
  }

  /** The value as JSON text. */
  static String text(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.copyCurrentStructure(parser);
    }
    return text.toString();
  }
}
