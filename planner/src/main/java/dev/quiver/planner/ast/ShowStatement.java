package dev.quiver.planner.ast;

import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * SHOW TABLES, TAGS, VERSIONS FROM …, INDEXES FROM … or COLUMNS FROM ….
 *
 * @param tableNode the table after FROM; null where the subject has none
 */
public record ShowStatement(Subject subject, @Nullable SqlIdentifier tableNode)
    implements Statement {

  /** What is shown. */
  public enum Subject {
    TABLES,
    TAGS,
    VERSIONS,
    INDEXES,
    COLUMNS
  }

  public Optional<SqlIdentifier> table() {
    return Optional.ofNullable(tableNode);
  }
}
