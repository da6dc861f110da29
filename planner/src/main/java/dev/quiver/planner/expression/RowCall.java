package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function called row by row.
 *
 * @param arguments each an {@link Expression}, or the object that is passed for a keyword
 * @param strict whether a NULL argument makes the result NULL without a call
 */
record RowCall(
    String name, DataType type, List<Object> arguments, RowFunction function, boolean strict)
    implements Expression {

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    List<@Nullable Column> columns = new ArrayList<>();
    @Nullable Object[] values = new Object[arguments.size()];
    for (int a = 0; a < values.length; a++) {
      boolean keyword = !(arguments.get(a) instanceof Expression);
      columns.add(keyword ? null : ((Expression) arguments.get(a)).evaluate(batch, evaluation));
      values[a] = keyword ? arguments.get(a) : null;
    }
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (int row = 0; row < batch.size(); row++) {
      boolean missing = false;
      for (int a = 0; a < values.length; a++) {
        Column column = columns.get(a);
        if (column != null) {
          values[a] = column.value(row);
          missing |= values[a] == null;
        }
      }
      Object result = missing && strict ? null : function.apply(values);
      builder.append(result == null ? null : Conversions.convert(result, type, name));
    }
    return builder.build();
  }
}
