package dev.quiver.planner.load;

import com.fasterxml.jackson.core.JsonParser;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines, or one array of objects: a field is a column, an array of numbers a vector, any other
 * array or object a JSON value.
 */
final class JsonFormat implements FileFormat {
  private static final int SAMPLE_ROWS = 10_000;

  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<String> extensions() {
    return List.of("jsonl", "ndjson", "json");
  }

  @Override
  public List<Field> inspect(Path file, FileOptions options) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, JsonTypeGuess> guesses = new LinkedHashMap<>();
    try (JsonRows rows = new JsonRows(file)) {
      JsonRows.Fields collector =
          (name, parser, line) -> {
            String key = name.toLowerCase(Locale.ROOT);
            names.putIfAbsent(key, name);
            guesses.computeIfAbsent(key, k -> new JsonTypeGuess()).add(parser);
          };
      for (int i = 0; i < SAMPLE_ROWS && rows.next(collector); i++) {}
    }
    List<Field> fields = new ArrayList<>();
    guesses.forEach(
        (key, guess) ->
            fields.add(new Field(fields.size(), names.getOrDefault(key, key), guess.type(), true)));
    return fields;
  }

  @Override
  public BatchWriter write(Path file, FileOptions options, List<ColumnInfo> columns) {
    return new JsonWriter(file, columns);
  }

  @Override
  public BatchReader read(Path file, FileOptions options, WantedColumns wanted) {
    return new Reader(file, wanted);
  }

  private static final class Reader implements BatchReader {
    private final JsonRows rows;
    private final WantedColumns wanted;
    private final RowCollector collector;
    private final Map<String, Integer> positions;

    Reader(Path file, WantedColumns wanted) {
      this.rows = new JsonRows(file);
      this.wanted = wanted;
      this.collector = new RowCollector(file, wanted);
      this.positions = wanted.positions();
    }

    @Override
    public @Nullable Batch next() {
      while (!collector.isFull() && rows.next(this::collect)) {
        collector.endRow(rows.line());
      }
      return collector.build();
    }

    private void collect(String name, JsonParser parser, int line) throws IOException {
      Integer position = positions.get(name.toLowerCase(Locale.ROOT));
      if (position == null) {
        if (!wanted.othersAllowed()) {
          throw collector.badRow(line, name, "there is no such column");
        }
        parser.skipChildren();
        return;
      }
      collector.set(position, JsonValues.read(parser, wanted.fields().get(position).type()), line);
    }

    @Override
    public long bytesRead() {
      return rows.bytesRead();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
