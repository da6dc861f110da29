package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.storage.table.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CSV as RFC 4180 has it, with any delimiter and quote; a vector is its text form.
 *
 * <p>Types are guessed from the first rows. A file without a header has columns {@code column1},
 * {@code column2} and so on.
 */
final class CsvFormat implements FileFormat {
  private static final int SAMPLE_ROWS = 10_000;

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<String> extensions() {
    return List.of("csv", "tsv");
  }

  @Override
  public List<Field> inspect(Path file, FileOptions options) {
    try (CsvRows rows = new CsvRows(file, options)) {
      List<@Nullable String> first = firstOf(file, rows);
      List<String> names = names(file, first, options);
      List<TextTypeGuess> guesses = new ArrayList<>();
      names.forEach(name -> guesses.add(new TextTypeGuess()));
      List<@Nullable String> row = options.header() ? rows.next() : first;
      for (int i = 0; row != null && i < SAMPLE_ROWS; i++, row = rows.next()) {
        for (int c = 0; c < Math.min(row.size(), guesses.size()); c++) {
          guesses.get(c).add(row.get(c));
        }
      }
      List<Field> fields = new ArrayList<>();
      for (int c = 0; c < names.size(); c++) {
        fields.add(new Field(c, names.get(c), guesses.get(c).type(), true));
      }
      return fields;
    }
  }

  /** Reads the first row alone. */
  @Override
  public List<String> columnNames(Path file, FileOptions options) {
    try (CsvRows rows = new CsvRows(file, options)) {
      return names(file, firstOf(file, rows), options);
    }
  }

  private static List<@Nullable String> firstOf(Path file, CsvRows rows) {
    List<@Nullable String> first = rows.next();
    if (first == null) {
      throw new QuiverException(ErrorCode.FILE_FORMAT, file, "has no rows");
    }
    return first;
  }

  @Override
  public BatchWriter write(Path file, FileOptions options, List<ColumnInfo> columns) {
    return new CsvWriter(file, options, columns);
  }

  @Override
  public BatchReader read(Path file, FileOptions options, WantedColumns wanted) {
    CsvRows rows = new CsvRows(file, options);
    try {
      return CsvReader.open(file, rows, options, wanted);
    } catch (QuiverException e) {
      rows.close();
      throw e;
    }
  }

  /** The names in the first row, or made-up ones if it holds values. */
  static List<String> names(Path file, List<@Nullable String> first, FileOptions options) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int c = 0; c < first.size(); c++) {
      String written = options.header() ? first.get(c) : null;
      String name = written == null || written.isBlank() ? "column" + (c + 1) : written.strip();
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new QuiverException(
            ErrorCode.FILE_FORMAT, file, "two columns are called '" + name + "' in its header");
      }
      names.add(name);
    }
    return names;
  }
}
