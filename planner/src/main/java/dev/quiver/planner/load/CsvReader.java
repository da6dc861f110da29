package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a CSV file into batches. */
final class CsvReader implements BatchReader {
  private static final int UNUSED = -1;

  private final CsvRows rows;
  private final RowCollector collector;

  /** For each column of the file the field it goes to. */
  private final int[] targets;

  private @Nullable List<@Nullable String> pending;

  private CsvReader(CsvRows rows, RowCollector collector, int[] targets) {
    this.rows = rows;
    this.collector = collector;
    this.targets = targets;
  }

  static CsvReader open(Path file, CsvRows rows, FileOptions options, WantedColumns wanted) {
    List<@Nullable String> first = rows.next();
    RowCollector collector = new RowCollector(file, wanted);
    if (first == null) {
      return new CsvReader(rows, collector, new int[0]);
    }
    CsvReader reader = new CsvReader(rows, collector, targets(file, first, options, wanted));
    reader.pending = options.header() ? rows.next() : first;
    return reader;
  }

  private static int[] targets(
      Path file, List<@Nullable String> first, FileOptions options, WantedColumns wanted) {
    int[] targets = new int[first.size()];
    Arrays.fill(targets, UNUSED);
    if (wanted.positional()) {
      if (first.size() != wanted.fields().size()) {
        throw new QuiverException(
            ErrorCode.FILE_FORMAT,
            file,
            "has " + first.size() + " columns, expected " + wanted.fields().size());
      }
      Arrays.setAll(targets, c -> c);
      return targets;
    }
    Map<String, Integer> positions = wanted.positions();
    List<String> names = CsvFormat.names(file, first, options);
    for (int c = 0; c < targets.length; c++) {
      targets[c] = positions.getOrDefault(names.get(c).toLowerCase(Locale.ROOT), UNUSED);
      if (targets[c] == UNUSED && !wanted.othersAllowed()) {
        throw new QuiverException(
            ErrorCode.UNKNOWN_COLUMN, names.get(c) + ", which file " + file + " has");
      }
    }
    return targets;
  }

  @Override
  public @Nullable Batch next() {
    List<@Nullable String> row = pending;
    while (row != null && !collector.isFull()) {
      collect(row);
      row = rows.next();
    }
    pending = row;
    return collector.build();
  }

  private void collect(List<@Nullable String> row) {
    int line = rows.line();
    if (row.size() != targets.length) {
      throw collector.badRow(
          line,
          String.valueOf(Math.min(row.size(), targets.length) + 1),
          "the row has " + row.size() + " values, expected " + targets.length);
    }
    for (int c = 0; c < targets.length; c++) {
      if (targets[c] != UNUSED) {
        collector.set(targets[c], row.get(c), line);
      }
    }
    collector.endRow(line);
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
