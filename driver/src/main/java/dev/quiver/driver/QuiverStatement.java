package dev.quiver.driver;

import java.sql.SQLException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * What a statement of Quiver can do beyond JDBC: {@code statement.unwrap(QuiverStatement.class)}.
 *
 * <p>As {@link QuiverConnection}, under the statement's query timeout and stopped by its {@code
 * cancel}.
 */
public interface QuiverStatement {
  /** See {@link QuiverConnection#append(String, VectorSchemaRoot)}. */
  long append(String table, VectorSchemaRoot root) throws SQLException;

  /** See {@link QuiverConnection#append(String, String, VectorSchemaRoot)}. */
  long append(@Nullable String schema, String table, VectorSchemaRoot root) throws SQLException;
}
