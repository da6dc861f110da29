package dev.quiver.planner.ast;

import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * COPY table [(columns)] FROM 'file' [WITH (name = value, …)].
 *
 * @param columns empty for all columns in the order of the table
 * @param options by name in lower case; a value is a String, BigDecimal or Boolean
 */
public record CopyFrom(
    SqlIdentifier table, List<SqlIdentifier> columns, String file, Map<String, Object> options)
    implements Statement {
  public CopyFrom {
    columns = List.copyOf(columns);
    options = Map.copyOf(options);
  }
}
