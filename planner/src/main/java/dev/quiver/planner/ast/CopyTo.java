package dev.quiver.planner.ast;

import java.util.Map;
import org.apache.calcite.sql.SqlNode;

/**
 * COPY table [(columns)] or (query) TO 'file' [WITH (name = value, …)].
 *
 * @param query what to write; a table was turned into a query
 * @param options by name in lower case; a value is a String, BigDecimal or Boolean
 */
public record CopyTo(SqlNode query, String file, Map<String, Object> options) implements Statement {
  public CopyTo {
    options = Map.copyOf(options);
  }
}
