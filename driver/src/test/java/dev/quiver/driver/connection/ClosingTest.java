package dev.quiver.driver.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.driver.metadata.JdbcDatabaseMetaData;
import dev.quiver.driver.value.VectorForm;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.PreparedSql;
import dev.quiver.planner.Result;
import dev.quiver.planner.Session;
import dev.quiver.planner.StatementControl;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.type.DataType;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Closing while something runs, and closing what fails to close. */
class ClosingTest {
  /** What happens while a query runs and when its rows are closed. */
  private interface Event {
    void happen() throws SQLException;
  }

  private Event whileRunning = () -> {};
  private Event onClosingRows = () -> {};
  private int rowsClosed;
  private boolean sessionClosed;
  private boolean released;

  private final JdbcConnection connection =
      new JdbcConnection(
          new OneQuerySession(),
          new ConnectionOptions(
              new JdbcDatabaseMetaData.Subject("jdbc:quiver:", "", VectorForm.ARRAY, false),
              Duration.ZERO),
          () -> released = true);

  private static void happen(Event event) {
    try {
      event.happen();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void rowsOfAStatementThatWasClosedMeanwhileAreClosed() throws SQLException {
    Statement statement = connection.createStatement();
    whileRunning = statement::close;
    assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).hasMessage("statement is closed");
    assertThat(rowsClosed).isEqualTo(1);
  }

  @Test
  void rowsOfAConnectionThatWasClosedMeanwhileAreClosed() throws SQLException {
    Statement statement = connection.createStatement();
    whileRunning = connection::close;
    assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).hasMessage("statement is closed");
    assertThat(rowsClosed).isEqualTo(1);
    assertThat(sessionClosed).isTrue();
  }

  @Test
  void aFailureToCloseRowsStillCompletesTheStatement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.closeOnCompletion();
    var rows = statement.executeQuery("SELECT 1");
    onClosingRows =
        () -> {
          throw new IllegalStateException("broken");
        };
    assertThatThrownBy(rows::close).hasMessageContaining("broken");
    assertThat(statement.isClosed()).isTrue();
  }

  @Test
  void aFailureToCloseOneStatementDoesNotKeepTheOthersOpen() throws SQLException {
    onClosingRows =
        () -> {
          throw new IllegalStateException("broken");
        };
    Statement first = connection.createStatement();
    Statement second = connection.createStatement();
    first.executeQuery("SELECT 1");
    second.executeQuery("SELECT 1");
    assertThatThrownBy(connection::close)
        .hasMessage("internal error: java.lang.IllegalStateException: broken")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThat(rowsClosed).isEqualTo(2);
    assertThat(sessionClosed).isTrue();
    assertThat(released).isTrue();
  }

  /** A session that knows one query. */
  private final class OneQuerySession implements Session {
    @Override
    public PreparedSql prepare(String sql) {
      return new OneQuery();
    }

    @Override
    public long append(String schema, String table, ByteSource data, StatementControl control) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean autoCommit() {
      return true;
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void begin() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void commit() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void rollback() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Savepoint setSavepoint(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void rollbackTo(Savepoint savepoint) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void release(Savepoint savepoint) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean inTransaction() {
      return false;
    }

    @Override
    public String schema() {
      return "public";
    }

    @Override
    public void setSchema(String schema) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean readOnly() {
      return false;
    }

    @Override
    public void setReadOnly(boolean readOnly) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Snapshot snapshot() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isClosed() {
      return sessionClosed;
    }

    @Override
    public boolean isUsable() {
      return !sessionClosed;
    }

    @Override
    public void close() {
      sessionClosed = true;
    }
  }

  private final class OneQuery implements PreparedSql {
    @Override
    public Kind kind() {
      return Kind.QUERY;
    }

    @Override
    public List<ColumnInfo> columns() {
      return List.of();
    }

    @Override
    public List<DataType> parameters() {
      return List.of();
    }

    @Override
    public Result execute(@Nullable Object[] values, StatementControl control) {
      happen(whileRunning);
      return new NoRows();
    }

    @Override
    public long[] executeBatch(List<@Nullable Object[]> rows, StatementControl control) {
      throw new UnsupportedOperationException();
    }
  }

  private final class NoRows implements Result.Rows {
    @Override
    public List<ColumnInfo> columns() {
      return List.of();
    }

    @Override
    public @Nullable Batch next() {
      return null;
    }

    @Override
    public void close() {
      rowsClosed++;
      happen(onClosingRows);
    }
  }
}
