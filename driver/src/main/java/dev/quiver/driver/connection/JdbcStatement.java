package dev.quiver.driver.connection;

import dev.quiver.driver.QuiverStatement;
import dev.quiver.driver.arrow.ArrowAccess;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.PreparedSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs SQL texts that have no parameters. It is no PreparedStatement, which tools rely on. */
final class JdbcStatement extends StatementBase {
  private static final Object[] NO_VALUES = {};

  private final List<@Nullable String> batch = new ArrayList<>();

  JdbcStatement(JdbcConnection connection, ResultShape shape) {
    super(connection, shape);
  }

  private PreparedSql prepareWithoutParameters(@Nullable String sql) throws SQLException {
    discardOutcome();
    PreparedSql prepared = prepare(sql);
    if (!prepared.parameters().isEmpty()) {
      throw SqlErrors.of(ErrorCode.PARAMETER_UNSET, 1, prepared.parameters().size());
    }
    return prepared;
  }

  @Override
  public <T> T unwrap(@Nullable Class<T> type) throws SQLException {
    return type == QuiverStatement.class
        ? ArrowAccess.appender(type, this::append)
        : super.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> type) {
    return super.isWrapperFor(type) || (type == QuiverStatement.class && ArrowAccess.isPresent());
  }

  @Override
  public boolean execute(@Nullable String sql) throws SQLException {
    return run(prepareWithoutParameters(sql), NO_VALUES);
  }

  @Override
  public ResultSet executeQuery(@Nullable String sql) throws SQLException {
    return rowsOf(prepareWithoutParameters(sql), NO_VALUES);
  }

  @Override
  public long executeLargeUpdate(@Nullable String sql) throws SQLException {
    return countOf(prepareWithoutParameters(sql), NO_VALUES);
  }

  @Override
  public int executeUpdate(@Nullable String sql) throws SQLException {
    return narrow(executeLargeUpdate(sql));
  }

  @Override
  public void addBatch(@Nullable String sql) throws SQLException {
    requireOpen();
    batch.add(sql);
  }

  @Override
  public void clearBatch() throws SQLException {
    requireOpen();
    batch.clear();
  }

  /**
   * With autocommit, statements that change data and follow one another are one commit, of which a
   * failure leaves nothing. Other statements are carried out by themselves, and stay done.
   */
  @Override
  public long[] executeLargeBatch() throws SQLException {
    requireOpen();
    List<@Nullable String> texts = new ArrayList<>(batch);
    batch.clear();
    long[] counts = new long[texts.size()];
    BatchTransaction transaction = connection.batchTransaction();
    try {
      for (int i = 0; i < counts.length; i++) {
        PreparedSql prepared = prepareWithoutParameters(texts.get(i));
        transaction.before(prepared.kind());
        counts[i] = countOf(prepared, NO_VALUES);
        transaction.after();
      }
      transaction.commit();
    } catch (SQLException failure) {
      throw batchFailure(failure, Arrays.copyOf(counts, transaction.undo(failure)));
    }
    discardOutcome();
    return counts;
  }

  // Keys are never generated: asking for them changes nothing
  // ---------------------------------------

  @Override
  public boolean execute(@Nullable String sql, int keys) throws SQLException {
    return execute(sql);
  }

  @Override
  public boolean execute(@Nullable String sql, int @Nullable [] columns) throws SQLException {
    return execute(sql);
  }

  @Override
  public boolean execute(@Nullable String sql, String @Nullable [] columns) throws SQLException {
    return execute(sql);
  }

  @Override
  public int executeUpdate(@Nullable String sql, int keys) throws SQLException {
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(@Nullable String sql, int @Nullable [] columns) throws SQLException {
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(@Nullable String sql, String @Nullable [] columns) throws SQLException {
    return executeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(@Nullable String sql, int keys) throws SQLException {
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(@Nullable String sql, int @Nullable [] columns)
      throws SQLException {
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(@Nullable String sql, String @Nullable [] columns)
      throws SQLException {
    return executeLargeUpdate(sql);
  }
}
