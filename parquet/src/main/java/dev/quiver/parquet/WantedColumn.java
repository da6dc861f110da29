package dev.quiver.parquet;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.load.BadRow;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.table.Field;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

/**
 * A column to read, through all row groups: where it comes from and what becomes of its values.
 *
 * <p>A value that does not fit is BAD_ROW; whatever else goes wrong is the file's fault and
 * FILE_FORMAT.
 */
final class WantedColumn {
  private final ParquetFile file;
  private final Field field;
  private final @Nullable FileColumn source;
  private final @Nullable Object whenMissing;

  /** Null where the file's values are the field's already. */
  private final @Nullable ValueConversion conversion;

  private @Nullable ColumnCursor cursor;

  /**
   * @param source null if the file has no such column
   */
  WantedColumn(
      ParquetFile file, Field field, @Nullable FileColumn source, @Nullable Object whenMissing) {
    this.file = file;
    this.field = field;
    this.source = source;
    this.whenMissing = whenMissing;
    this.conversion = source != null && fits(source, field) ? null : ValueConversion.to(field);
  }

  private static boolean fits(FileColumn source, Field field) {
    LeafType leaf = source.leaf().forTarget(field.type());
    return !source.list()
        && leaf.checked()
        && leaf.type().equals(field.type())
        && field.maxLength() == 0;
  }

  Field field() {
    return field;
  }

  /** Goes to a row group that has rows, of which the first has this number. */
  void start(RowGroup group, long row) {
    if (source == null) {
      return;
    }
    try {
      ColumnChunk chunk = chunk(source, group);
      ColumnPages pages = new ColumnPages(file, source, chunk.getMeta_data());
      long values = pages.getTotalValueCount();
      if (source.list() ? values < group.getNum_rows() : values != group.getNum_rows()) {
        throw new IllegalStateException(
            values + " values in a row group of " + group.getNum_rows() + " rows");
      }
      cursor = new ColumnCursor(source, pages, group.getNum_rows(), file.createdBy(), field.type());
    } catch (RuntimeException | OutOfMemoryError e) {
      throw damaged(e, row);
    }
  }

  private ColumnChunk chunk(FileColumn column, RowGroup group) {
    for (ColumnChunk chunk : group.getColumns()) {
      if (chunk.getMeta_data() != null
          && column.path().equals(chunk.getMeta_data().getPath_in_schema())) {
        if (chunk.getFile_path() != null) {
          throw new IllegalStateException("its values are in another file");
        }
        return chunk;
      }
    }
    throw new IllegalStateException("a row group lacks it, or has it encrypted");
  }

  /** The value of the next row, as the field holds it. */
  @Nullable Object next(long row) {
    Object value = source == null ? whenMissing : read(row);
    if (value == null && !field.nullable()) {
      throw badRow(row, "must not be NULL");
    }
    if (value == null || source == null || conversion == null) {
      return value;
    }
    try {
      return conversion.convert(value);
    } catch (QuiverException e) {
      throw badRow(row, e.getMessage());
    }
  }

  private @Nullable Object read(long row) {
    if (cursor == null) {
      throw new IllegalStateException("not started");
    }
    try {
      return cursor.next();
    } catch (RuntimeException | OutOfMemoryError e) {
      throw damaged(e, row);
    }
  }

  /** Checks at the end of a row group that no values are left over. */
  void finish(long row) {
    if (cursor != null && !cursor.isDone()) {
      throw damaged(new IllegalStateException("it has more rows than its row group"), row);
    }
  }

  /** Bytes of the file that are behind it. */
  long position() {
    return cursor == null ? 0 : cursor.position();
  }

  /**
   * The decoders fail on damaged pages with whatever exception they happen to meet, and one that
   * believes a count asks for more memory than there is.
   */
  private QuiverException damaged(Throwable e, long row) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof QuiverException known) {
        return known;
      }
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return file.wrong(e, "column " + field.name() + ", at or after row " + row + ": " + message);
  }

  private QuiverException badRow(long row, String what) {
    return BadRow.atRow(file.path(), row, field.name(), what);
  }
}
