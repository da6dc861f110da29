package dev.quiver.driver.connection;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Refuses the calls that bring an SQL text of their own: a prepared statement has its text. */
abstract class TextRefusals extends StatementBase implements PreparedStatement {
  TextRefusals(JdbcConnection connection, ResultShape shape) {
    super(connection, shape);
  }

  @Override
  public final boolean execute(@Nullable String sql) throws SQLException {
    throw refused("execute");
  }

  @Override
  public final boolean execute(@Nullable String sql, int keys) throws SQLException {
    throw refused("execute");
  }

  @Override
  public final boolean execute(@Nullable String sql, int @Nullable [] columns) throws SQLException {
    throw refused("execute");
  }

  @Override
  public final boolean execute(@Nullable String sql, String @Nullable [] columns)
      throws SQLException {
    throw refused("execute");
  }

  @Override
  public final int executeUpdate(@Nullable String sql) throws SQLException {
    throw refused("executeUpdate");
  }

  @Override
  public final int executeUpdate(@Nullable String sql, int keys) throws SQLException {
    throw refused("executeUpdate");
  }

  @Override
  public final int executeUpdate(@Nullable String sql, int @Nullable [] columns)
      throws SQLException {
    throw refused("executeUpdate");
  }

  @Override
  public final int executeUpdate(@Nullable String sql, String @Nullable [] columns)
      throws SQLException {
    throw refused("executeUpdate");
  }

  @Override
  public final long executeLargeUpdate(@Nullable String sql) throws SQLException {
    throw refused("executeLargeUpdate");
  }

  @Override
  public final long executeLargeUpdate(@Nullable String sql, int keys) throws SQLException {
    throw refused("executeLargeUpdate");
  }

  @Override
  public final long executeLargeUpdate(@Nullable String sql, int @Nullable [] columns)
      throws SQLException {
    throw refused("executeLargeUpdate");
  }

  @Override
  public final long executeLargeUpdate(@Nullable String sql, String @Nullable [] columns)
      throws SQLException {
    throw refused("executeLargeUpdate");
  }

  @Override
  public final ResultSet executeQuery(@Nullable String sql) throws SQLException {
    throw refused("executeQuery");
  }

  @Override
  public final void addBatch(@Nullable String sql) throws SQLException {
    throw refused("addBatch");
  }

  private SQLException refused(String method) throws SQLException {
    requireOpen();
    return SqlErrors.of(
        ErrorCode.INVALID_ARGUMENT, method + " takes no SQL text on a prepared statement");
  }
}
