package dev.quiver.storage.table;

import dev.quiver.storage.type.DataType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param id never changes and is never used again within its table, whatever the column is called
 * @param defaultSql the SQL expression that fills the column when an INSERT leaves it out; null for
 *     NULL
 */
public record Field(
    int id, String name, DataType type, boolean nullable, @Nullable String defaultSql) {

  public Optional<String> defaultExpression() {
    return Optional.ofNullable(defaultSql);
  }
}
