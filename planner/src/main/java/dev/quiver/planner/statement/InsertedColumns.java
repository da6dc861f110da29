package dev.quiver.planner.statement;

import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the columns of a query in the order of a table, defaults in between.
 *
 * @param targets for each column of the query the position of the table's column that it fills
 */
record InsertedColumns(Schema schema, List<Integer> targets, DefaultValues defaults) {

  /**
   * @param first the query's first column in the batch
   */
  Batch arrange(Batch batch, int first, Execution execution) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      int from = targets.indexOf(i);
      columns.add(
          from < 0 ? defaultColumn(i, batch.size(), execution) : batch.column(first + from));
    }
    return new DenseBatch(batch.size(), columns);
  }

  private Column defaultColumn(int position, int rows, Execution execution) {
    Field field = schema.fields().get(position);
    ValueConversion conversion = ValueConversion.to(field);
    ColumnBuilder builder = ColumnBuilder.of(field.type());
    for (int i = 0; i < rows; i++) {
      builder.append(conversion.convert(defaults.next(position, execution)));
    }
    return builder.build();
  }
}
