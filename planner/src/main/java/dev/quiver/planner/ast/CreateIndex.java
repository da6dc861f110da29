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
   */
  public record Kind(
      @Nullable SqlIdentifier methodNode, boolean vector, boolean ifNotExists, Options options) {}

  /**
   * What WITH (…) says.
   *
   * @param values by name in lower case, in the order written
   * @param nodes where each name stands
   */
  public record Options(Map<String, Object> values, Map<String, SqlIdentifier> nodes) {
    public Options {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      nodes = Map.copyOf(nodes);
    }
  }
}
