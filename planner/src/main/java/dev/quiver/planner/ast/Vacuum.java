package dev.quiver.planner.ast;

import dev.quiver.storage.Retention;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * VACUUM TABLE … or VACUUM DATABASE, with RETAIN n VERSIONS or OLDER THAN INTERVAL '…'.
 *
 * @param tableNode null for the whole database
 */
public record Vacuum(@Nullable SqlIdentifier tableNode, Retention retention) implements Statement {
  public Optional<SqlIdentifier> table() {
    return Optional.ofNullable(tableNode);
  }
}
