package dev.quiver.planner.load;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.value.PlainText;
import dev.quiver.storage.column.Batch;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes CSV that {@link CsvRows} reads back to the same values. */
final class CsvWriter extends TextFileWriter {
  private final FileOptions options;
  private final char delimiter;
  private final String nullText;

  CsvWriter(Path file, FileOptions options, List<ColumnInfo> columns) {
    super(file, columns);
    this.options = options;
    Character wanted = options.delimiter();
    boolean tabs = file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
    this.delimiter = wanted != null ? wanted : tabs ? '\t' : ',';
    String text = options.nullText();
    this.nullText = text == null ? "" : text;
  }

  @Override
  void start(Writer writer) throws IOException {
    if (options.header()) {
      for (int i = 0; i < columns.size(); i++) {
        separate(writer, i);
        value(writer, columns.get(i).label());
      }
      writer.write('\n');
    }
  }

  @Override
  void row(Writer writer, Batch batch, int row) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      separate(writer, i);
      Object value = batch.column(i).value(row);
      value(writer, value == null ? null : PlainText.of(value));
    }
    writer.write('\n');
  }

  private void separate(Writer writer, int index) throws IOException {
    if (index > 0) {
      writer.write(delimiter);
    }
  }

  private void value(Writer writer, @Nullable String text) throws IOException {
    if (text == null) {
      writer.write(nullText);
    } else if (needsQuotes(text)) {
      char quote = options.quote();
      Character escape = options.escape();
      writer.write(quote);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == quote || (escape != null && c == escape)) {
          writer.write(escape == null ? quote : escape);
        }
        writer.write(c);
      }
      writer.write(quote);
    } else {
      writer.write(text);
    }
  }

  private boolean needsQuotes(String text) {
    Character escape = options.escape();
    return text.equals(nullText)
        || text.indexOf(delimiter) >= 0
        || text.indexOf(options.quote()) >= 0
        || text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0
        || text.startsWith("\uFEFF")
        || (escape != null && text.indexOf(escape) >= 0);
  }
}
