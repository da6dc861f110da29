package dev.quiver.planner.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.value.PlainText;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.type.SimpleType;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes JSON lines: vectors as arrays, JSON values as they are, times as text. */
final class JsonWriter extends TextFileWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private @Nullable JsonGenerator generator;

  JsonWriter(Path file, List<ColumnInfo> columns) {
    super(file, columns);
  }

  @Override
  void start(Writer writer) throws IOException {
    generator =
        FACTORY
            .createGenerator(writer)
            .configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false)
            .setRootValueSeparator(null);
  }

  @Override
  void row(Writer writer, Batch batch, int row) throws IOException {
    JsonGenerator json = java.util.Objects.requireNonNull(generator, "started");
    json.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      json.writeFieldName(columns.get(i).label());
      Object value = batch.column(i).value(row);
      if (value != null && columns.get(i).type() == SimpleType.JSON) {
        json.writeRawValue(value.toString());
      } else {
        value(json, value);
      }
    }
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Float number && Float.isFinite(number)) {
      json.writeNumber(number);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      json.writeNumber(number);
    } else if (value instanceof float[] vector) {
      json.writeStartArray();
      for (float element : vector) {
        json.writeNumber(element);
      }
      json.writeEndArray();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else {
      json.writeString(PlainText.of(value));
    }
  }
}
