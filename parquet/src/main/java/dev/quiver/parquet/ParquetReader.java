package dev.quiver.parquet;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.load.BatchReader;
import dev.quiver.planner.load.WantedColumns;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wanted columns of a Parquet file into batches.
 *
 * <p>In memory are a batch and, for each wanted column, one page and one dictionary.
 */
final class ParquetReader implements BatchReader {
  /** A batch ends early when its texts, bytes and lists came to about this much. */
  private static final long MAX_BATCH_BYTES = 8L << 20;

  private final ParquetFile file;
  private final List<WantedColumn> wanted = new ArrayList<>();
  private final List<RowGroup> rowGroups;
  private int nextRowGroup;
  private long rowsLeft;
  private long rowsRead;
  private long bytesRead;

  ParquetReader(ParquetFile file, WantedColumns columns) {
    this.file = file;
    this.rowGroups = file.rowGroups();
    List<@Nullable FileColumn> sources = new ArrayList<>();
    columns.fields().forEach(field -> sources.add(null));
    for (FileColumn column : file.columns()) {
      int field = position(columns, column.name());
      if (field >= 0) {
        sources.set(field, column);
      } else if (!columns.othersAllowed()) {
        throw new QuiverException(
            ErrorCode.UNKNOWN_COLUMN, column.name() + ", which file " + file.path() + " has");
      }
    }
    for (int i = 0; i < sources.size(); i++) {
      wanted.add(
          new WantedColumn(
              file, columns.fields().get(i), sources.get(i), columns.whenMissing().get(i)));
    }
  }

  private static int position(WantedColumns columns, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < columns.fields().size(); i++) {
      if (columns.fields().get(i).name().toLowerCase(Locale.ROOT).equals(lower)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public @Nullable Batch next() {
    if (!findRows()) {
      return null;
    }
    List<ColumnBuilder> builders =
        wanted.stream().map(column -> ColumnBuilder.of(column.field().type())).toList();
    int rows = 0;
    long bytes = 0;
    while (rowsLeft > 0 && rows < Batch.TARGET_ROWS && bytes < MAX_BATCH_BYTES) {
      for (int i = 0; i < builders.size(); i++) {
        Object value = wanted.get(i).next(rowsRead + 1);
        builders.get(i).append(value);
        bytes += weight(value);
      }
      rows++;
      rowsRead++;
      rowsLeft--;
    }
    for (WantedColumn column : wanted) {
      bytesRead = Math.max(bytesRead, column.position());
      if (rowsLeft == 0) {
        column.finish(rowsRead);
      }
    }
    List<Column> columns = builders.stream().map(ColumnBuilder::build).toList();
    return new DenseBatch(rows, columns);
  }

  /** Goes to the next row group that has rows; false at the end. */
  private boolean findRows() {
    while (rowsLeft == 0 && nextRowGroup < rowGroups.size()) {
      RowGroup group = rowGroups.get(nextRowGroup++);
      rowsLeft = group.getNum_rows();
      if (rowsLeft < 0) {
        throw file.wrong("damaged: a row group of " + rowsLeft + " rows");
      }
      for (WantedColumn column : wanted) {
        if (rowsLeft > 0) {
          column.start(group, rowsRead + 1);
        }
      }
    }
    return rowsLeft > 0;
  }

  private static long weight(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    if (value instanceof float[] vector) {
      return (long) vector.length * Float.BYTES;
    }
    if (value instanceof List<?> list) {
      long sum = 0;
      for (Object element : list) {
        sum += Long.BYTES + weight(element);
      }
      return sum;
    }
    return Long.BYTES;
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() {
    file.close();
  }
}
