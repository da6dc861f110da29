package dev.quiver.planner;

import dev.quiver.storage.TableName;
import dev.quiver.storage.type.DataType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result.
 *
 * @param label the alias, or the name where there is none
 * @param table the table it comes from unchanged, null if it is computed
 * @param name its name in that table, else the label
 * @param maxLength most characters or bytes of a text or binary value; 0 for no limit
 */
public record ColumnInfo(
    String label,
    @Nullable TableName table,
    String name,
    DataType type,
    boolean nullable,
    int maxLength) {

  public Optional<TableName> origin() {
    return Optional.ofNullable(table);
  }
}
