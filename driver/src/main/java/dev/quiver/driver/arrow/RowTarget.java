package dev.quiver.driver.arrow;

import dev.quiver.storage.file.ByteSource;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where the rows of roots go. */
@FunctionalInterface
public interface RowTarget {
  /**
   * Adds the rows of an Arrow stream to a table; returns how many they are.
   *
   * @param schema null for the connection's
   */
  long append(@Nullable String schema, String table, ByteSource rows) throws SQLException;
}
