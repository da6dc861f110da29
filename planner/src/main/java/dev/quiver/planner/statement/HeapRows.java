package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.Result;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that is in memory as a whole. */
final class HeapRows implements Result.Rows {
  private final List<ColumnInfo> columns;
  private @Nullable Batch batch;

  HeapRows(List<ColumnInfo> columns, Batch batch) {
    this.columns = columns;
    this.batch = batch.size() == 0 ? null : batch;
  }

  /** The columns of a made-up table as those of a result. */
  static List<ColumnInfo> columns(Schema schema) {
    return schema.fields().stream().map(HeapRows::column).toList();
  }

  private static ColumnInfo column(Field field) {
    return new ColumnInfo(
        field.name(), null, field.name(), field.type(), field.nullable(), field.maxLength());
  }

  @Override
  public List<ColumnInfo> columns() {
    return columns;
  }

  @Override
  public @Nullable Batch next() {
    Batch next = batch;
    batch = null;
    return next;
  }

  @Override
  public void close() {
    batch = null;
  }
}
