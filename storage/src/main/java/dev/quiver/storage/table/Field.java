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
 * @param maxLength the most characters (or bytes) that a text (or binary) value may have; 0 for no
 *     limit
 */
public record Field(
    int id,
    String name,
    DataType type,
    boolean nullable,
    @Nullable String defaultSql,
    int maxLength) {

  /** A column without a default and without a limit. */
  public Field(int id, String name, DataType type, boolean nullable) {
    this(id, name, type, nullable, null, 0);
  }

  public Optional<String> defaultExpression() {
    return Optional.ofNullable(defaultSql);
  }
}
