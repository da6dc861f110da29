package dev.quiver.planner.ast;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * CREATE [VECTOR] INDEX [IF NOT EXISTS] [name] ON table [USING method] (columns) [WITH (…)].
 *
 * @param nameNode null where one is to be made up
 */
public record CreateIndex(
    @Nullable SqlIdentifier nameNode, SqlIdentifier table, List<SqlIdentifier> columns, Kind kind)
    implements Statement {
  public CreateIndex {
    columns = List.copyOf(columns);
  }

  /**
   * What kind of index is asked for.
   *
   * @param methodNode null where the method is left open
   * @param vector whether the statement says VECTOR
   * @param options by name in lower case
   */
  public record Kind(
      @Nullable SqlIdentifier methodNode,
      boolean vector,
      boolean ifNotExists,
      Map<String, Object> options) {
    public Kind {
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
  }
}
