package dev.quiver.driver.result;

import dev.quiver.driver.error.SelfWrapper;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.storage.TableName;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/** The columns of a result; usable after the result was closed. */
public final class JdbcResultSetMetaData implements ResultSetMetaData, SelfWrapper {
  private final List<ResultColumn> columns;

  public JdbcResultSetMetaData(List<ResultColumn> columns) {
    this.columns = columns;
  }

  private ResultColumn column(int column) throws SQLException {
    if (column < 1 || column > columns.size()) {
      throw SqlErrors.of(ErrorCode.COLUMN_INDEX, column, columns.size());
    }
    return columns.get(column - 1);
  }

  @Override
  public int getColumnCount() {
    return columns.size();
  }

  @Override
  public String getColumnLabel(int column) throws SQLException {
    return column(column).label();
  }

  @Override
  public String getColumnName(int column) throws SQLException {
    return column(column).info().name();
  }

  @Override
  public String getTableName(int column) throws SQLException {
    return column(column).info().origin().map(TableName::table).orElse("");
  }

  @Override
  public String getSchemaName(int column) throws SQLException {
    return column(column).info().origin().map(TableName::schema).orElse("");
  }

  /** There are no catalogs. */
  @Override
  public String getCatalogName(int column) throws SQLException {
    column(column);
    return "";
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    return column(column).mapping().jdbcType();
  }

  @Override
  public String getColumnTypeName(int column) throws SQLException {
    return column(column).mapping().typeName();
  }

  @Override
  public String getColumnClassName(int column) throws SQLException {
    return column(column).mapping().javaClass().getName();
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    ResultColumn c = column(column);
    return c.mapping().precision(c.type(), c.info().maxLength());
  }

  @Override
  public int getScale(int column) throws SQLException {
    ResultColumn c = column(column);
    return c.mapping().scale(c.type());
  }

  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    ResultColumn c = column(column);
    return c.mapping().displaySize(c.type(), c.info().maxLength());
  }

  @Override
  public int isNullable(int column) throws SQLException {
    return column(column).info().nullable() ? columnNullable : columnNoNulls;
  }

  @Override
  public boolean isSigned(int column) throws SQLException {
    return column(column).mapping().signed();
  }

  @Override
  public boolean isCaseSensitive(int column) throws SQLException {
    return column(column).mapping().caseSensitive();
  }

  @Override
  public boolean isAutoIncrement(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public boolean isSearchable(int column) throws SQLException {
    column(column);
    return true;
  }

  @Override
  public boolean isCurrency(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public boolean isReadOnly(int column) throws SQLException {
    return column(column).info().origin().isEmpty();
  }

  @Override
  public boolean isWritable(int column) throws SQLException {
    return column(column).info().origin().isPresent();
  }

  /** Constraints may refuse any write. */
  @Override
  public boolean isDefinitelyWritable(int column) throws SQLException {
    column(column);
    return false;
  }
}
