package dev.quiver.driver.connection;

import dev.quiver.driver.error.Guarded;
import dev.quiver.driver.error.SelfWrapper;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.driver.result.ListArray;
import dev.quiver.driver.result.MemoryBlob;
import dev.quiver.driver.result.MemoryClob;
import dev.quiver.driver.value.ArrayElements;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.ShardingKey;
import java.sql.Struct;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a connection that need no session: values to fill, and what Quiver does not have.
 *
 * <p>What is missing is refused by SQLSTATE 0A000, or ignored where JDBC allows it.
 */
abstract class ConnectionRefusals implements Connection, SelfWrapper {
  abstract void requireOpen() throws SQLException;

  @Override
  public final Blob createBlob() throws SQLException {
    requireOpen();
    return new MemoryBlob(new byte[0]);
  }

  @Override
  public final Clob createClob() throws SQLException {
    return createNClob();
  }

  @Override
  public final NClob createNClob() throws SQLException {
    requireOpen();
    return new MemoryClob("");
  }

  @Override
  public final Array createArrayOf(
      @Nullable String typeName, @Nullable Object @Nullable [] elements) throws SQLException {
    requireOpen();
    return Guarded.call(
        () -> {
          ArrayElements values = ArrayElements.of(typeName, elements);
          return new ListArray(values.type(), values.elements(), values.text());
        });
  }

  @Override
  public final SQLXML createSQLXML() throws SQLException {
    throw SqlErrors.notSupported("the type XML");
  }

  @Override
  public final Struct createStruct(@Nullable String type, @Nullable Object @Nullable [] attributes)
      throws SQLException {
    throw SqlErrors.notSupported("a structured type");
  }

  /** There are no user-defined types. */
  @Override
  public final Map<String, Class<?>> getTypeMap() throws SQLException {
    requireOpen();
    return Map.of();
  }

  @Override
  public final void setTypeMap(@Nullable Map<String, Class<?>> map) throws SQLException {
    requireOpen();
    if (map != null && !map.isEmpty()) {
      throw SqlErrors.notSupported("a type map");
    }
  }

  /** There are no catalogs: none is named, and naming one changes nothing. */
  @Override
  public final @Nullable String getCatalog() throws SQLException {
    requireOpen();
    return null;
  }

  @Override
  public final void setCatalog(@Nullable String catalog) throws SQLException {
    requireOpen();
  }

  @Override
  public final CallableStatement prepareCall(@Nullable String sql) throws SQLException {
    throw SqlErrors.notSupported("a stored procedure");
  }

  @Override
  public final CallableStatement prepareCall(@Nullable String sql, int type, int concurrency)
      throws SQLException {
    return prepareCall(sql);
  }

  @Override
  public final CallableStatement prepareCall(
      @Nullable String sql, int type, int concurrency, int holdability) throws SQLException {
    return prepareCall(sql);
  }

  /** There is no network. */
  @Override
  public final int getNetworkTimeout() throws SQLException {
    requireOpen();
    return 0;
  }

  @Override
  public final void setNetworkTimeout(@Nullable Executor executor, int millis) throws SQLException {
    throw SqlErrors.notSupported("a network timeout");
  }

  @Override
  public final void setShardingKey(@Nullable ShardingKey key) throws SQLException {
    throw SqlErrors.notSupported("sharding");
  }

  @Override
  public final void setShardingKey(@Nullable ShardingKey key, @Nullable ShardingKey superKey)
      throws SQLException {
    throw SqlErrors.notSupported("sharding");
  }

  @Override
  public final boolean setShardingKeyIfValid(@Nullable ShardingKey key, int timeout)
      throws SQLException {
    throw SqlErrors.notSupported("sharding");
  }

  @Override
  public final boolean setShardingKeyIfValid(
      @Nullable ShardingKey key, @Nullable ShardingKey superKey, int timeout) throws SQLException {
    throw SqlErrors.notSupported("sharding");
  }
}
