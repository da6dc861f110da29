package dev.quiver.planner.load;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of a text file into batches, converting each value; what does not fit is
 * reported with its place in the file.
 */
final class RowCollector {
  /** A batch ends early when its texts came to about this much. */
  private static final long MAX_BATCH_CHARACTERS = 8L << 20;

  private final Path file;
  private final WantedColumns wanted;
  private final ValueConversion[] conversions;
  private final ColumnBuilder[] builders;
  private final @Nullable Object[] row;
  private final boolean[] present;
  private int rows;
  private long characters;

  RowCollector(Path file, WantedColumns wanted) {
    this.file = file;
    this.wanted = wanted;
    List<Field> fields = wanted.fields();
    this.conversions = fields.stream().map(ValueConversion::to).toArray(ValueConversion[]::new);
    this.builders =
        fields.stream().map(f -> ColumnBuilder.of(f.type())).toArray(ColumnBuilder[]::new);
    this.row = new Object[fields.size()];
    this.present = new boolean[fields.size()];
  }

  /** Sets a value of the row being built; another row's line may differ from its value's line. */
  void set(int field, @Nullable Object value, int line) {
    try {
      row[field] = conversions[field].convert(value);
    } catch (QuiverException e) {
      throw badRow(line, wanted.fields().get(field).name(), e.getMessage());
    }
    if (value instanceof String text) {
      characters += text.length();
    } else if (value instanceof float[] vector) {
      characters += vector.length * 4L;
    }
    present[field] = true;
  }

  void endRow(int line) {
    for (int i = 0; i < row.length; i++) {
      Object value = present[i] ? row[i] : wanted.whenMissing().get(i);
      if (value == null && !wanted.fields().get(i).nullable()) {
        throw badRow(line, wanted.fields().get(i).name(), "must not be NULL");
      }
      builders[i].append(value);
      row[i] = null;
      present[i] = false;
    }
    rows++;
  }

  boolean isFull() {
    return rows >= Batch.TARGET_ROWS || characters > MAX_BATCH_CHARACTERS;
  }

  /** The rows so far, null if there are none; starts anew. */
  @Nullable Batch build() {
    if (rows == 0) {
      return null;
    }
    List<Column> columns = new ArrayList<>();
    for (ColumnBuilder builder : builders) {
      columns.add(builder.build());
    }
    Batch batch = new DenseBatch(rows, columns);
    rows = 0;
    characters = 0;
    return batch;
  }

  QuiverException badRow(int line, String column, String what) {
    return BadRow.atLine(file, line, column, what);
  }
}
