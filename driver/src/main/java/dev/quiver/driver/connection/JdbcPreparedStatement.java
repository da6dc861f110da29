package dev.quiver.driver.connection;

import dev.quiver.driver.error.Guarded;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.driver.result.JdbcResultSetMetaData;
import dev.quiver.driver.result.ResultColumn;
import dev.quiver.driver.value.VectorForm;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.PreparedSql;
import dev.quiver.storage.type.DataType;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one SQL text with values for its parameters, once or in batches of one commit. */
final class JdbcPreparedStatement extends ParameterSetters {
  private final PreparedSql prepared;
  private final List<DataType> types;
  private final @Nullable Object[] values;
  private final boolean[] set;
  private final List<@Nullable Object[]> batch = new ArrayList<>();

  JdbcPreparedStatement(JdbcConnection connection, ResultShape shape, PreparedSql prepared) {
    super(connection, shape);
    this.prepared = prepared;
    this.types = prepared.parameters();
    this.values = new @Nullable Object[types.size()];
    this.set = new boolean[types.size()];
  }

  @Override
  <T> void bind(int index, @Nullable T object, Binding<T> binding) throws SQLException {
    requireOpen();
    if (index < 1 || index > values.length) {
      throw SqlErrors.of(ErrorCode.PARAMETER_INDEX, index, values.length);
    }
    if (object == null) {
      values[index - 1] = null;
    } else {
      DataType target = types.get(index - 1);
      values[index - 1] = Guarded.call(() -> binding.value(object, target, "parameter " + index));
    }
    set[index - 1] = true;
  }

  @Override
  public void clearParameters() throws SQLException {
    requireOpen();
    Arrays.fill(values, null);
    Arrays.fill(set, false);
  }

  private @Nullable Object[] requireValues() throws SQLException {
    requireOpen();
    for (int i = 0; i < set.length; i++) {
      if (!set[i]) {
        throw SqlErrors.of(ErrorCode.PARAMETER_UNSET, i + 1, set.length);
      }
    }
    return values.clone();
  }

  @Override
  public boolean execute() throws SQLException {
    return run(prepared, requireValues());
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return rowsOf(prepared, requireValues());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return countOf(prepared, requireValues());
  }

  @Override
  public int executeUpdate() throws SQLException {
    return narrow(executeLargeUpdate());
  }

  @Override
  public void addBatch() throws SQLException {
    if (prepared.kind() == PreparedSql.Kind.QUERY) {
      throw SqlErrors.of(ErrorCode.NOT_AN_UPDATE, "the statement", "a batch");
    }
    batch.add(requireValues());
  }

  @Override
  public void clearBatch() throws SQLException {
    requireOpen();
    batch.clear();
  }

  /** All rows or none: a batch that fails has changed nothing. */
  @Override
  public long[] executeLargeBatch() throws SQLException {
    requireOpen();
    List<@Nullable Object[]> rows = new ArrayList<>(batch);
    batch.clear();
    if (rows.isEmpty()) {
      return new long[0];
    }
    try {
      return prepared.kind() == PreparedSql.Kind.UPDATE ? runBatch(prepared, rows) : repeated(rows);
    } catch (SQLException failure) {
      throw batchFailure(failure, new long[0]);
    }
  }

  private long[] repeated(List<@Nullable Object[]> rows) throws SQLException {
    long[] counts = new long[rows.size()];
    for (int i = 0; i < counts.length; i++) {
      try {
        counts[i] = countOf(prepared, rows.get(i));
      } catch (SQLException failure) {
        throw batchFailure(failure, Arrays.copyOf(counts, i));
      }
    }
    discardOutcome();
    return counts;
  }

  /** Null if the statement gives no rows. */
  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    requireOpen();
    if (prepared.kind() != PreparedSql.Kind.QUERY) {
      return null;
    }
    VectorForm form = connection.options().vectorForm();
    return Guarded.call(
        () ->
            new JdbcResultSetMetaData(
                prepared.columns().stream().map(c -> ResultColumn.of(c, form)).toList()));
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    requireOpen();
    return new JdbcParameterMetaData(types, connection.options().vectorForm());
  }
}
