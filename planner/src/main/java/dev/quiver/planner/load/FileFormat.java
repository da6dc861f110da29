package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.storage.table.Field;
import java.nio.file.Path;
import java.util.List;

/**
 * A format that rows are kept in. Found by {@link java.util.ServiceLoader}, so that a module on the
 * class path can add one.
 *
 * <p>Stateless. Files are streamed: memory does not grow with the file. What the file holds is not
 * trusted: whatever it says ends in rows or in a QuiverException BAD_ROW or FILE_FORMAT that names
 * the place.
 */
public interface FileFormat {
  /** Its name in {@code WITH (format = …)}, lower case. */
  String name();

  /** Endings of files in this format, lower case, without the dot. */
  List<String> extensions();

  /** What the file holds, as far as a look at its beginning tells: names, types, nullability. */
  List<Field> inspect(Path file, FileOptions options);

  /** The names alone of the columns that {@link #inspect} gives, where that is less work. */
  default List<String> columnNames(Path file, FileOptions options) {
    return inspect(file, options).stream().map(Field::name).toList();
  }

  /**
   * Reads some columns, each converted to the type wanted; they are the columns of the batches, in
   * the order given.
   */
  BatchReader read(Path file, FileOptions options, WantedColumns wanted);

  /**
   * Writes a file with these columns.
   *
   * @throws QuiverException NOT_SUPPORTED if the format is only read
   */
  default BatchWriter write(Path file, FileOptions options, List<ColumnInfo> columns) {
    throw new QuiverException(ErrorCode.NOT_SUPPORTED, "COPY TO a file of format " + name());
  }
}
