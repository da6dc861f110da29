package dev.quiver.parquet;

import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.ListType;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/**
 * A column of a Parquet file: a value for each row, or a list of values.
 *
 * @param nullable whether a whole row can be NULL
 * @param schema the levels and the leaf, with nothing of other columns
 * @param list whether there are lists; their elements are of type {@code leaf}
 * @param listLevel the definition level from which on a list is not NULL
 */
record FileColumn(
    int index,
    String name,
    boolean nullable,
    MessageType schema,
    LeafType leaf,
    boolean list,
    int listLevel) {

  Field field() {
    return new Field(index, name, type(), nullable);
  }

  DataType type() {
    return list ? new ListType(leaf.type()) : leaf.type();
  }

  ColumnDescriptor descriptor() {
    return schema.getColumns().get(0);
  }

  /** The names that lead to the leaf, as a row group's directory has them. */
  List<String> path() {
    return List.of(descriptor().getPath());
  }
}
