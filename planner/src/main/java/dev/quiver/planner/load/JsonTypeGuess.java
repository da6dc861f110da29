package dev.quiver.planner.load;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Guesses the type of a JSON field from the values seen so far. */
final class JsonTypeGuess {
  private @Nullable DataType type;

  /** Takes the value that the parser stands on and goes to its end. */
  void add(JsonParser parser) throws IOException {
    DataType one = typeOf(parser);
    if (one != null) {
      type = type == null ? one : common(type, one);
    }
  }

  private static @Nullable DataType typeOf(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE, VALUE_FALSE -> SimpleType.BOOLEAN;
      case VALUE_STRING -> SimpleType.VARCHAR;
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? SimpleType.DOUBLE
              : SimpleType.BIGINT;
      case VALUE_NUMBER_FLOAT -> SimpleType.DOUBLE;
      case START_ARRAY -> arrayType(parser);
      default -> {
        parser.skipChildren();
        yield SimpleType.JSON;
      }
    };
  }

  private static DataType arrayType(JsonParser parser) throws IOException {
    int length = 0;
    boolean numbers = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      numbers &= parser.currentToken().isNumeric();
      parser.skipChildren();
      length++;
    }
    return numbers && length > 0 && length <= VectorType.MAX_DIMENSION
        ? VectorType.ofFloats(length)
        : SimpleType.JSON;
  }

  private static DataType common(DataType a, DataType b) {
    if (a.equals(b)) {
      return a;
    }
    boolean numeric =
        (a == SimpleType.BIGINT || a == SimpleType.DOUBLE)
            && (b == SimpleType.BIGINT || b == SimpleType.DOUBLE);
    return numeric ? SimpleType.DOUBLE : SimpleType.JSON;
  }

  DataType type() {
    return type == null ? SimpleType.VARCHAR : type;
  }
}
