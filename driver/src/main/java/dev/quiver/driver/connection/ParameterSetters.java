package dev.quiver.driver.connection;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.driver.value.ParameterValues;
import dev.quiver.driver.value.TargetTypes;
import dev.quiver.storage.type.DataType;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** JDBC's many ways to set a parameter, all of which end in {@link #bind}. */
abstract class ParameterSetters extends TextRefusals {
  /** Makes an object a value of the engine. */
  interface Binding<T> {
    Object value(T object, DataType target, String what) throws SQLException;
  }

  ParameterSetters(JdbcConnection connection, ResultShape shape) {
    super(connection, shape);
  }

  /** Takes an object for a parameter, from 1; null is NULL. */
  abstract <T> void bind(int index, @Nullable T object, Binding<T> binding) throws SQLException;

  private void bind(int index, @Nullable Object object) throws SQLException {
    bind(index, object, ParameterValues::of);
  }

  @Override
  public void setNull(int index, int type) throws SQLException {
    bind(index, null);
  }

  @Override
  public void setNull(int index, int type, @Nullable String typeName) throws SQLException {
    bind(index, null);
  }

  @Override
  public void setBoolean(int index, boolean value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setByte(int index, byte value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setShort(int index, short value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setInt(int index, int value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setLong(int index, long value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setFloat(int index, float value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setDouble(int index, double value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setString(int index, @Nullable String value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setNString(int index, @Nullable String value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setBytes(int index, byte @Nullable [] value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setDate(int index, @Nullable Date value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setDate(int index, @Nullable Date value, @Nullable Calendar calendar)
      throws SQLException {
    bind(index, value, (date, target, what) -> ParameterValues.of(date, calendar));
  }

  @Override
  public void setTime(int index, @Nullable Time value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setTime(int index, @Nullable Time value, @Nullable Calendar calendar)
      throws SQLException {
    bind(index, value, (time, target, what) -> ParameterValues.of(time, calendar));
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    bind(index, value, (moment, target, what) -> ParameterValues.of(moment, calendar, target));
  }

  @Override
  public void setObject(int index, @Nullable Object value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setObject(int index, @Nullable Object value, int type) throws SQLException {
    setObject(index, value, type, -1);
  }

  @Override
  public void setObject(int index, @Nullable Object value, int type, int scale)
      throws SQLException {
    bind(
        index,
        value,
        (object, target, what) ->
            TargetTypes.convert(ParameterValues.of(object, target, what), type, scale, what));
  }

  @Override
  public void setObject(int index, @Nullable Object value, @Nullable SQLType type)
      throws SQLException {
    setObject(index, value, type, -1);
  }

  @Override
  public void setObject(int index, @Nullable Object value, @Nullable SQLType type, int scale)
      throws SQLException {
    Integer code = type == null ? null : type.getVendorTypeNumber();
    if (code == null) {
      setObject(index, value);
    } else {
      setObject(index, value, code, scale);
    }
  }

  @Override
  public void setArray(int index, @Nullable Array value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setBlob(int index, @Nullable Blob value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setBlob(int index, @Nullable InputStream value) throws SQLException {
    setBinaryStream(index, value);
  }

  @Override
  public void setBlob(int index, @Nullable InputStream value, long length) throws SQLException {
    setBinaryStream(index, value, length);
  }

  @Override
  public void setClob(int index, @Nullable Clob value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setClob(int index, @Nullable Reader value) throws SQLException {
    setCharacterStream(index, value);
  }

  @Override
  public void setClob(int index, @Nullable Reader value, long length) throws SQLException {
    setCharacterStream(index, value, length);
  }

  @Override
  public void setNClob(int index, @Nullable NClob value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setNClob(int index, @Nullable Reader value) throws SQLException {
    setCharacterStream(index, value);
  }

  @Override
  public void setNClob(int index, @Nullable Reader value, long length) throws SQLException {
    setCharacterStream(index, value, length);
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    setBinaryStream(index, value, (long) length);
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream value, long length)
      throws SQLException {
    bind(index, value, (stream, target, what) -> ParameterValues.bytes(stream, length));
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream value) throws SQLException {
    bind(index, value, (stream, target, what) -> ascii(ParameterValues.bytes(stream)));
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    setAsciiStream(index, value, (long) length);
  }

  @Override
  public void setAsciiStream(int index, @Nullable InputStream value, long length)
      throws SQLException {
    bind(index, value, (stream, target, what) -> ascii(ParameterValues.bytes(stream, length)));
  }

  @Override
  @Deprecated
  public void setUnicodeStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    throw SqlErrors.notSupported("setUnicodeStream, which JDBC replaced by setCharacterStream,");
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value, int length)
      throws SQLException {
    setCharacterStream(index, value, (long) length);
  }

  @Override
  public void setCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    bind(index, value, (reader, target, what) -> ParameterValues.text(reader, length));
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader value) throws SQLException {
    setCharacterStream(index, value);
  }

  @Override
  public void setNCharacterStream(int index, @Nullable Reader value, long length)
      throws SQLException {
    setCharacterStream(index, value, length);
  }

  @Override
  public void setURL(int index, @Nullable URL value) throws SQLException {
    bind(index, value == null ? null : value.toString());
  }

  @Override
  public void setRef(int index, @Nullable Ref value) throws SQLException {
    throw SqlErrors.notSupported("the type REF");
  }

  @Override
  public void setRowId(int index, @Nullable RowId value) throws SQLException {
    throw SqlErrors.notSupported("the type ROWID");
  }

  @Override
  public void setSQLXML(int index, @Nullable SQLXML value) throws SQLException {
    throw SqlErrors.notSupported("the type XML");
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
