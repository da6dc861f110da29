package dev.quiver.planner.statement;

import dev.quiver.planner.operator.ExecutionContext;
import dev.quiver.planner.operator.Operator;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows that two versions do not share, and tells of each what became of it. */
final class ChangedRowsOperator implements Operator {
  private final Iterator<ChangedFragments.Part> parts;
  private final int[] fieldIds;
  private final ExecutionContext context;
  private ChangedFragments.@Nullable Part part;
  private @Nullable FragmentReader reader;
  private int from;

  /**
   * @param fields those of the table, then the one that tells the change
   */
  ChangedRowsOperator(
      List<ChangedFragments.Part> parts, List<Field> fields, ExecutionContext context) {
    this.parts = parts.iterator();
    this.fieldIds = fields.subList(0, fields.size() - 1).stream().mapToInt(Field::id).toArray();
    this.context = context;
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      context.checkCancelled();
      ChangedFragments.Part current = part;
      FragmentReader open = reader;
      if (current == null || open == null || from >= open.physicalRows()) {
        close();
        if (!parts.hasNext()) {
          return null;
        }
        part = parts.next();
        reader = part.fragment().open(fieldIds);
        from = 0;
        continue;
      }
      int start = from;
      from = open.batchEnd(start);
      int[] rows = current.rows().get(start, from).stream().toArray();
      if (rows.length > 0) {
        return batch(open.read(start, from).select(rows, rows.length), current.inserted());
      }
    }
  }

  private static Batch batch(Batch rows, boolean inserted) {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < rows.columnCount(); c++) {
      columns.add(rows.column(c));
    }
    ColumnBuilder change = ColumnBuilder.of(SimpleType.VARCHAR);
    for (int i = 0; i < rows.size(); i++) {
      change.append(inserted ? "insert" : "delete");
    }
    columns.add(change.build());
    return new DenseBatch(rows.size(), columns);
  }

  @Override
  public void close() {
    FragmentReader open = reader;
    reader = null;
    part = null;
    if (open != null) {
      open.close();
    }
  }
}
