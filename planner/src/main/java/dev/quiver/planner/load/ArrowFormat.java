package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.arrow.ArrowImport;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.table.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrow IPC files and streams; columns go by name, rows are counted from 1. */
final class ArrowFormat implements FileFormat {
  @Override
  public String name() {
    return "arrow";
  }

  @Override
  public List<String> extensions() {
    return List.of("arrow", "arrows", "ipc", "feather");
  }

  @Override
  public List<Field> inspect(Path file, FileOptions options) {
    try (ForeignFile source = new ForeignFile(file)) {
      return ArrowImport.open(source).fields();
    }
  }

  @Override
  public BatchReader read(Path file, FileOptions options, WantedColumns wanted) {
    ForeignFile source = new ForeignFile(file);
    try {
      return new Reader(file, source, wanted);
    } catch (QuiverException e) {
      source.close();
      throw e;
    }
  }

  private static final class Reader implements BatchReader {
    private static final int MISSING = -1;

    private final Path file;
    private final ForeignFile source;
    private final WantedColumns wanted;
    private final ArrowImport rows;

    /** For each field the column of the file that it comes from. */
    private final List<Integer> columns;

    private int rowsRead;

    Reader(Path file, ForeignFile source, WantedColumns wanted) {
      this.file = file;
      this.source = source;
      this.wanted = wanted;
      this.rows = ArrowImport.open(source);
      this.columns = new ArrayList<>(Collections.nCopies(wanted.fields().size(), MISSING));
      List<Field> given = rows.fields();
      for (int i = 0; i < given.size(); i++) {
        String name = given.get(i).name();
        Integer field = wanted.positions().get(name.toLowerCase(java.util.Locale.ROOT));
        if (field != null) {
          columns.set(field, i);
        } else if (!wanted.othersAllowed()) {
          throw new QuiverException(
              ErrorCode.UNKNOWN_COLUMN, name + ", which file " + file + " has");
        }
      }
    }

    @Override
    public @Nullable Batch next() {
      Batch batch = rows.next();
      if (batch == null) {
        return null;
      }
      List<Column> converted = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Field field = wanted.fields().get(i);
        int column = columns.get(i);
        converted.add(
            column == MISSING
                ? constant(field, wanted.whenMissing().get(i), batch.size())
                : convert(load(batch, column), field));
      }
      rowsRead += batch.size();
      return new DenseBatch(batch.size(), converted);
    }

    /** A vector may lack an element, which storage says of the column alone. */
    private Column load(Batch batch, int column) {
      try {
        return batch.column(column);
      } catch (QuiverException e) {
        if (e.code() == ErrorCode.VECTOR_NULL_ELEMENT) {
          throw QuiverException.causedBy(e, ErrorCode.FILE_FORMAT, file, e.getMessage());
        }
        throw e;
      }
    }

    private static Column constant(Field field, @Nullable Object value, int rows) {
      ColumnBuilder builder = ColumnBuilder.of(field.type());
      for (int i = 0; i < rows; i++) {
        builder.append(value);
      }
      return builder.build();
    }

    private Column convert(Column column, Field field) {
      boolean @Nullable [] nulls = column.nulls();
      for (int row = 0; nulls != null && !field.nullable() && row < column.size(); row++) {
        if (nulls[row]) {
          throw badRow(row, field, "must not be NULL");
        }
      }
      if (column.type().equals(field.type()) && field.maxLength() == 0) {
        if (column instanceof VectorColumn vectors) {
          checkFinite(vectors, field);
        }
        return column;
      }
      ValueConversion conversion = ValueConversion.to(field);
      ColumnBuilder builder = ColumnBuilder.of(field.type());
      for (int row = 0; row < column.size(); row++) {
        try {
          builder.append(conversion.convert(column.value(row)));
        } catch (QuiverException e) {
          throw badRow(row, field, e.getMessage());
        }
      }
      return builder.build();
    }

    /** Storage would refuse it too, and could not say where in which file it is. */
    private void checkFinite(VectorColumn vectors, Field field) {
      float[] values = vectors.values();
      int stride = vectors.stride();
      for (int at = 0; at < vectors.size() * stride; at++) {
        if (!Float.isFinite(values[at]) && !vectors.isNull(at / stride)) {
          String what = "element " + (at % stride + 1) + " of a vector is " + values[at];
          throw badRow(at / stride, field, what + "; elements must be finite");
        }
      }
    }

    private QuiverException badRow(int row, Field field, String what) {
      return BadRow.atRow(file, rowsRead + row + 1, field.name(), what);
    }

    @Override
    public long bytesRead() {
      return rows.bytesRead();
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
