package dev.quiver.driver;

import java.sql.SQLException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * What a connection to Quiver can do beyond JDBC: {@code
 * connection.unwrap(QuiverConnection.class)}.
 *
 * <p>It needs Apache Arrow on the class path, {@code org.apache.arrow:arrow-vector} and a memory
 * module; without, {@code isWrapperFor} answers false. It belongs to the connection and ends with
 * it.
 */
public interface QuiverConnection {
  /**
   * Adds the rows of a root to a table of the connection's schema: an INSERT whose values go in as
   * they are, column by column.
   *
   * <p>Columns go by name, without regard to case; columns of the table that the root lacks get
   * their defaults. A column whose type differs from the table's is converted where both hold
   * numbers, texts, bytes and so on, and every value fits; anything else is refused before a row
   * goes in. With autocommit the rows are one commit; in a transaction they are a part of it. The
   * root is only read, and may be used again afterwards. The connection's {@code queryTimeout}
   * holds; where another one is wanted, or a cancel, see {@link QuiverStatement}.
   *
   * @param table its name as it is: without quotes, case does not matter
   * @return the number of rows
   * @throws SQLException as INSERT does, and nothing was added
   */
  long append(String table, VectorSchemaRoot root) throws SQLException;

  /**
   * The same for a table of any schema.
   *
   * @param schema null for the connection's
   */
  long append(@Nullable String schema, String table, VectorSchemaRoot root) throws SQLException;
}
