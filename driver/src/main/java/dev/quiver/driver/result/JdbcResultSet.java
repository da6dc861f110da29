package dev.quiver.driver.result;

import dev.quiver.driver.QuiverResultSet;
import dev.quiver.driver.arrow.ArrowAccess;
import dev.quiver.driver.arrow.BatchSource;
import dev.quiver.driver.error.Guarded;
import dev.quiver.driver.error.SelfWrapper;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.driver.value.Cell;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.storage.column.Batch;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link Cursor}, read by position or label: forward-only and read-only.
 *
 * <p>For one thread; {@link #close} may come from any. A getter that fails leaves the row readable.
 */
public final class JdbcResultSet extends LabelledResultSet implements SelfWrapper {
  /** Reads one value that is not NULL. */
  private interface Reading<T> {
    T of(Cell cell) throws SQLException;
  }

  /** Learns that a result was closed. */
  public interface Owner {
    void closed(JdbcResultSet result) throws SQLException;
  }

  private final Cursor cursor;
  private final List<ResultColumn> columns;
  private final @Nullable Statement statement;
  private final Owner owner;
  private @Nullable ColumnLabels labels;
  private int row;
  private boolean ended;
  private boolean taken;
  private boolean wasNull;
  private int fetchSize;
  private volatile boolean closed;

  public JdbcResultSet(Cursor cursor, @Nullable Statement statement, Owner owner) {
    this.cursor = cursor;
    this.columns = cursor.columns();
    this.statement = statement;
    this.owner = owner;
  }

  /** Rows in memory that belong to no statement. */
  public static JdbcResultSet of(List<ResultColumn> columns, List<@Nullable Object[]> rows) {
    return new JdbcResultSet(new RowsCursor(columns, rows), null, result -> {});
  }

  @Override
  public synchronized boolean next() throws SQLException {
    requireOpen();
    requireOwn();
    boolean found = Guarded.call(cursor::next);
    row += found ? 1 : 0;
    ended = !found;
    return found;
  }

  @Override
  public synchronized void close() throws SQLException {
    if (!closed) {
      closed = true;
      try {
        Guarded.run(cursor::close);
      } finally {
        owner.closed(this);
      }
    }
  }

  // Arrow ----------------------------------------------------------------------------------------

  @Override
  public <T> T unwrap(@Nullable Class<T> type) throws SQLException {
    if (type != QuiverResultSet.class) {
      return SelfWrapper.super.unwrap(type);
    }
    if (!cursor.hasBatches()) {
      throw SqlErrors.notSupported("giving rows that are not of a query to Arrow");
    }
    return ArrowAccess.reader(type, this::takeRest);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> type) {
    return SelfWrapper.super.isWrapperFor(type)
        || (type == QuiverResultSet.class && cursor.hasBatches() && ArrowAccess.isPresent());
  }

  private synchronized BatchSource takeRest() throws SQLException {
    requireOpen();
    requireOwn();
    taken = true;
    return new Rest();
  }

  /** The rows that nobody has asked for, on their way to somebody else. */
  private final class Rest implements BatchSource {
    @Override
    public List<ColumnInfo> columns() {
      return columns.stream().map(ResultColumn::info).toList();
    }

    @Override
    public @Nullable Batch next() throws SQLException {
      synchronized (JdbcResultSet.this) {
        requireOpen();
        try {
          return cursor.nextBatch();
        } catch (RuntimeException | Error failure) {
          throw SqlErrors.of(failure);
        }
      }
    }

    @Override
    public void close() throws SQLException {
      JdbcResultSet.this.close();
    }
  }

  private void requireOwn() throws SQLException {
    if (taken) {
      throw SqlErrors.of(ErrorCode.NO_CURRENT_ROW, "read through arrow()");
    }
  }

  // Life -----------------------------------------------------------------------------------------

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean wasNull() throws SQLException {
    requireOpen();
    return wasNull;
  }

  @Override
  public int findColumn(@Nullable String label) throws SQLException {
    requireOpen();
    if (labels == null) {
      labels = new ColumnLabels(columns);
    }
    return labels.position(label);
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    requireOpen();
    return new JdbcResultSetMetaData(columns);
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    requireOpen();
    return statement;
  }

  // Values ---------------------------------------------------------------------------------------

  private <T> @Nullable T read(int column, Reading<? extends T> reading) throws SQLException {
    requireOpen();
    requireOwn();
    if (column < 1 || column > columns.size()) {
      throw SqlErrors.of(ErrorCode.COLUMN_INDEX, column, columns.size());
    }
    if (row == 0 || ended) {
      throw SqlErrors.of(
          ErrorCode.NO_CURRENT_ROW, row == 0 ? "before the first row" : "after the last row");
    }
    try {
      Object value = cursor.value(column - 1);
      wasNull = value == null;
      if (value == null) {
        return null;
      }
      ResultColumn shown = columns.get(column - 1);
      return reading.of(new Cell(value, shown.type(), shown.label()));
    } catch (RuntimeException | Error failure) {
      throw SqlErrors.of(failure);
    }
  }

  @Override
  public @Nullable String getString(int column) throws SQLException {
    return read(column, Cell::text);
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    Boolean value = read(column, Cell::asBoolean);
    return value != null && value;
  }

  @Override
  public byte getByte(int column) throws SQLException {
    Byte value = read(column, Cell::asByte);
    return value == null ? 0 : value;
  }

  @Override
  public short getShort(int column) throws SQLException {
    Short value = read(column, Cell::asShort);
    return value == null ? 0 : value;
  }

  @Override
  public int getInt(int column) throws SQLException {
    Integer value = read(column, Cell::asInt);
    return value == null ? 0 : value;
  }

  @Override
  public long getLong(int column) throws SQLException {
    Long value = read(column, Cell::asLong);
    return value == null ? 0 : value;
  }

  @Override
  public float getFloat(int column) throws SQLException {
    Float value = read(column, Cell::asFloat);
    return value == null ? 0 : value;
  }

  @Override
  public double getDouble(int column) throws SQLException {
    Double value = read(column, Cell::asDouble);
    return value == null ? 0 : value;
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
    return read(column, Cell::asDecimal);
  }

  @Override
  @Deprecated
  public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
    return read(column, cell -> cell.asDecimal().setScale(scale, RoundingMode.HALF_UP));
  }

  @Override
  public byte @Nullable [] getBytes(int column) throws SQLException {
    return read(column, Cell::asBytes);
  }

  @Override
  public @Nullable Date getDate(int column) throws SQLException {
    return getDate(column, null);
  }

  @Override
  public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
    return read(column, cell -> cell.asDate(calendar));
  }

  @Override
  public @Nullable Time getTime(int column) throws SQLException {
    return getTime(column, null);
  }

  @Override
  public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
    return read(column, cell -> cell.asTime(calendar));
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column) throws SQLException {
    return getTimestamp(column, null);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar)
      throws SQLException {
    return read(column, cell -> cell.asTimestamp(calendar));
  }

  @Override
  public @Nullable Object getObject(int column) throws SQLException {
    return read(column, cell -> ObjectConversions.present(cell, columns.get(column - 1).mapping()));
  }

  @Override
  public @Nullable Object getObject(int column, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return getObject(column);
  }

  @Override
  public <T> @Nullable T getObject(int column, @Nullable Class<T> type) throws SQLException {
    if (type == null) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "getObject needs a class, not null");
    }
    return type == Object.class
        ? type.cast(getObject(column))
        : read(column, cell -> ObjectConversions.convert(cell, type));
  }

  @Override
  public @Nullable Array getArray(int column) throws SQLException {
    return getObject(column, Array.class);
  }

  @Override
  public @Nullable Blob getBlob(int column) throws SQLException {
    return getObject(column, Blob.class);
  }

  @Override
  public @Nullable Clob getClob(int column) throws SQLException {
    return getObject(column, Clob.class);
  }

  @Override
  public @Nullable NClob getNClob(int column) throws SQLException {
    return getObject(column, NClob.class);
  }

  @Override
  public @Nullable String getNString(int column) throws SQLException {
    return getString(column);
  }

  @Override
  public @Nullable InputStream getAsciiStream(int column) throws SQLException {
    return read(
        column, cell -> new ByteArrayInputStream(cell.text().getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  @Deprecated
  public @Nullable InputStream getUnicodeStream(int column) throws SQLException {
    return read(
        column, cell -> new ByteArrayInputStream(cell.text().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public @Nullable InputStream getBinaryStream(int column) throws SQLException {
    return read(column, cell -> new ByteArrayInputStream(cell.asBytes()));
  }

  @Override
  public @Nullable Reader getCharacterStream(int column) throws SQLException {
    return read(column, cell -> new StringReader(cell.text()));
  }

  @Override
  public @Nullable Reader getNCharacterStream(int column) throws SQLException {
    return getCharacterStream(column);
  }

  @Override
  public @Nullable URL getURL(int column) throws SQLException {
    return read(
        column,
        cell -> {
          try {
            return new URL(cell.text());
          } catch (MalformedURLException malformed) {
            throw SqlErrors.of(cell.cannotBecome("a URL (" + malformed.getMessage() + ")"));
          }
        });
  }

  @Override
  public Ref getRef(int column) throws SQLException {
    throw SqlErrors.notSupported("the type REF");
  }

  @Override
  public RowId getRowId(int column) throws SQLException {
    throw SqlErrors.notSupported("the type ROWID");
  }

  @Override
  public SQLXML getSQLXML(int column) throws SQLException {
    throw SqlErrors.notSupported("the type XML");
  }

  // Where the cursor is --------------------------------------------------------------------------

  @Override
  public boolean isBeforeFirst() throws SQLException {
    requireOpen();
    return row == 0 && !ended;
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    requireOpen();
    return ended && row > 0;
  }

  @Override
  public boolean isFirst() throws SQLException {
    requireOpen();
    return row == 1 && !ended;
  }

  @Override
  public boolean isLast() throws SQLException {
    throw forwardOnly("isLast");
  }

  @Override
  public int getRow() throws SQLException {
    requireOpen();
    return ended ? 0 : row;
  }

  /** Does nothing as long as no row was read, which is when tools call it out of caution. */
  @Override
  public void beforeFirst() throws SQLException {
    requireOpen();
    if (row > 0 || ended) {
      throw forwardOnly("beforeFirst");
    }
  }

  @Override
  public void afterLast() throws SQLException {
    throw forwardOnly("afterLast");
  }

  @Override
  public boolean first() throws SQLException {
    throw forwardOnly("first");
  }

  @Override
  public boolean last() throws SQLException {
    throw forwardOnly("last");
  }

  @Override
  public boolean absolute(int position) throws SQLException {
    throw forwardOnly("absolute");
  }

  @Override
  public boolean relative(int rows) throws SQLException {
    throw forwardOnly("relative");
  }

  @Override
  public boolean previous() throws SQLException {
    throw forwardOnly("previous");
  }

  // What it is -----------------------------------------------------------------------------------

  @Override
  public int getType() throws SQLException {
    requireOpen();
    return ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public int getConcurrency() throws SQLException {
    requireOpen();
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public int getHoldability() throws SQLException {
    requireOpen();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    requireOpen();
    if (direction != FETCH_FORWARD) {
      throw forwardOnly("setFetchDirection(" + direction + ")");
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    requireOpen();
    return FETCH_FORWARD;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    requireOpen();
    if (rows < 0) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "fetch size " + rows + " is negative");
    }
    fetchSize = rows;
  }

  @Override
  public int getFetchSize() throws SQLException {
    requireOpen();
    return fetchSize;
  }

  /** Nothing ever warns here: warnings go to the statement. */
  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    requireOpen();
    return null;
  }

  @Override
  public void clearWarnings() throws SQLException {
    requireOpen();
  }

  @Override
  public String getCursorName() throws SQLException {
    throw SqlErrors.notSupported("naming a cursor");
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    requireOpen();
    return false;
  }

  @Override
  public boolean rowInserted() throws SQLException {
    requireOpen();
    return false;
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    requireOpen();
    return false;
  }

  private SQLException forwardOnly(String method) throws SQLException {
    requireOpen();
    return SqlErrors.notSupported(method + " on a forward-only result");
  }

  private void requireOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.of(ErrorCode.CLOSED, "result set");
    }
  }
}
