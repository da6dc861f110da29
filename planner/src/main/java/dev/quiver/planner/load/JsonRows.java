package dev.quiver.planner.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The objects of a JSON file, one after the other, whether each has a line of its own or all are
 * elements of one array. For one thread.
 */
final class JsonRows implements AutoCloseable {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** Takes the fields of an object. */
  interface Fields {
    /**
     * The parser stands on the value's first token and must be left on its last.
     *
     * @throws IOException from the parser alone
     */
    void field(String name, JsonParser value, int line) throws IOException;
  }

  private final Path file;
  private final TextFile text;
  private final JsonParser parser;
  private int line = 1;
  private boolean inArray;

  JsonRows(Path file) {
    this.file = file;
    this.text = TextFile.open(file);
    try {
      this.parser = FACTORY.createParser(text.reader());
    } catch (IOException e) {
      text.close();
      throw text.failure(e, 1);
    }
  }

  /** Hands over the next object's fields; false at the end of the file. */
  boolean next(Fields fields) {
    try {
      return read(fields);
    } catch (JsonProcessingException e) {
      int at = e.getLocation() == null ? line : Math.max(1, e.getLocation().getLineNr());
      int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
      throw BadRow.atLine(file, at, column, Objects.toString(e.getOriginalMessage()));
    } catch (IOException e) {
      throw text.failure(e, line);
    }
  }

  private boolean read(Fields fields) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_ARRAY && !inArray) {
      inArray = true;
      token = parser.nextToken();
    }
    if (token == JsonToken.END_ARRAY) {
      inArray = false;
      token = parser.nextToken();
    }
    if (token == null) {
      return false;
    }
    line = parser.currentTokenLocation().getLineNr();
    if (token != JsonToken.START_OBJECT) {
      throw BadRow.atLine(
          file, line, parser.currentTokenLocation().getColumnNr(), "expected an object {…}");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.field(name, parser, parser.currentTokenLocation().getLineNr());
    }
    return true;
  }

  /** The line on which the last object began. */
  int line() {
    return line;
  }

  long bytesRead() {
    return text.bytesRead();
  }

  @Override
  public void close() {
    text.close();
  }
}
