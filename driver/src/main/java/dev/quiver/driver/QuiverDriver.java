package dev.quiver.driver;

import dev.quiver.driver.connection.ConnectionOptions;
import dev.quiver.driver.connection.JdbcConnection;
import dev.quiver.driver.error.Guarded;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.driver.metadata.JdbcDatabaseMetaData;
import dev.quiver.driver.metadata.ProductVersion;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.Session;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Quiver's JDBC driver, found by the service loader for URLs that begin with {@code jdbc:quiver:}.
 *
 * <p>All connections of this process to one database share one engine, whichever way the paths in
 * their URLs lead there.
 */
public final class QuiverDriver implements Driver {
  private static final EngineRegistry ENGINES = new EngineRegistry(new LocalEngines());

  static {
    register();
  }

  private static void register() {
    try {
      DriverManager.registerDriver(new QuiverDriver());
    } catch (SQLException refused) {
      throw new ExceptionInInitializerError(refused);
    }
  }

  @Override
  public boolean acceptsURL(@Nullable String url) throws SQLException {
    if (url == null) {
      throw SqlErrors.of(ErrorCode.INVALID_URL, "null", "a URL is needed");
    }
    return DatabaseUrl.isOurs(url);
  }

  /** Null for a URL of another driver, as JDBC wants it. */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties properties)
      throws SQLException {
    if (url == null || !acceptsURL(url)) {
      return null;
    }
    return Guarded.call(
        () -> {
          DatabaseUrl parsed = DatabaseUrl.parse(url);
          return open(parsed, ConnectionSettings.of(parsed.properties(), properties));
        });
  }

  private static Connection open(DatabaseUrl url, ConnectionSettings settings) {
    EngineRegistry.Lease lease = ENGINES.lease(url.location(), settings.openOptions());
    boolean opened = false;
    try {
      Session session = lease.engine().session(settings.sessionOptions());
      JdbcConnection connection = new JdbcConnection(session, options(url, settings), lease::close);
      for (String name : settings.unknown()) {
        connection.warn("connection property " + name + " is unknown and was ignored");
      }
      opened = true;
      return connection;
    } finally {
      if (!opened) {
        lease.close();
      }
    }
  }

  private static ConnectionOptions options(DatabaseUrl url, ConnectionSettings settings) {
    return new ConnectionOptions(
        new JdbcDatabaseMetaData.Subject(
            url.withoutSecrets(),
            settings.value(ConnectionProperty.USER),
            settings.vectorForm(),
            url.location() instanceof Location.Directory),
        settings.queryTimeout());
  }

  /** The closed table of properties, each with the value it would have. */
  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties properties)
      throws SQLException {
    return Guarded.call(
        () -> {
          Map<String, String> fromUrl =
              url != null && acceptsURL(url) ? DatabaseUrl.parse(url).properties() : Map.of();
          ConnectionSettings settings = ConnectionSettings.of(fromUrl, properties);
          return Arrays.stream(ConnectionProperty.values())
              .map(property -> info(property, settings.value(property)))
              .toArray(DriverPropertyInfo[]::new);
        });
  }

  private static DriverPropertyInfo info(ConnectionProperty property, String value) {
    DriverPropertyInfo info = new DriverPropertyInfo(property.key(), value);
    info.description = property.meaning();
    info.required = false;
    if (!property.choices().isEmpty()) {
      info.choices = property.choices().toArray(String[]::new);
    }
    return info;
  }

  @Override
  public int getMajorVersion() {
    return ProductVersion.CURRENT.major();
  }

  @Override
  public int getMinorVersion() {
    return ProductVersion.CURRENT.minor();
  }

  /** Entry-level SQL-92 is there but not all of it, so it does not claim to be compliant. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw SqlErrors.notSupported("java.util.logging");
  }
}
