package dev.quiver.driver.arrow;

import dev.quiver.driver.QuiverConnection;
import dev.quiver.driver.QuiverStatement;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.sql.SQLException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Hands roots to a connection or statement as Arrow streams. */
final class RootAppender implements QuiverConnection, QuiverStatement {
  private final RowTarget target;

  RootAppender(RowTarget target) {
    this.target = target;
  }

  @Override
  public long append(String table, VectorSchemaRoot root) throws SQLException {
    return append(null, table, root);
  }

  @Override
  public long append(@Nullable String schema, String table, VectorSchemaRoot root)
      throws SQLException {
    requireGiven("table name", table);
    requireGiven("root", root);
    try (RootStream rows = RootStream.of(root)) {
      return target.append(schema, table, rows);
    } catch (RuntimeException | Error failure) {
      throw SqlErrors.of(failure);
    }
  }

  private static void requireGiven(String what, @Nullable Object value) throws SQLException {
    if (value == null) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "append needs a " + what + ", not null");
    }
  }
}
