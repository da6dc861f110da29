package dev.quiver.sqltests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a session of a graphical tool, DBeaver above all, does: one connection for the user's
 * statements and one for metadata, each used by several threads, and a grid that shows any value.
 */
class DatabaseToolTest {
  /** Rows enough that it runs until it is stopped. */
  private static final String ENDLESS =
      "SELECT COUNT(*) FROM sys.columns a, sys.columns b, sys.columns c, sys.columns d,"
          + " sys.columns e, sys.columns f, sys.columns g";

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private EveryType database;
  private Connection main;
  private Connection metadata;

  @BeforeEach
  void open() throws SQLException {
    database = EveryType.named("tool");
    main = database.connect();
    metadata = database.connect();
    main.setClientInfo("ApplicationName", "Tool - Main");
    metadata.setClientInfo("ApplicationName", "Tool - Metadata");
  }

  @AfterEach
  void close() throws Exception {
    threads.shutdownNow();
    main.close();
    metadata.close();
    database.close();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theTreeIsReadOnOneConnectionAndOneThreadWhileAQueryRunsOnAnother() throws Exception {
    try (Statement running = main.createStatement()) {
      CompletableFuture<SQLException> stopped = start(running);
      for (Connection connection : List.of(metadata, main)) {
        assertThat(tree(connection))
            .contains("public.everything.e VECTOR", "public.shelf.number INTEGER");
      }
      running.cancel();
      assertThat(stopped.get(30, TimeUnit.SECONDS).getSQLState()).isEqualTo("57014");
    }
  }

  @Test
  void aQueryIsCancelledAndTheStatementAndTheConnectionGoOn() throws Exception {
    try (Statement statement = main.createStatement()) {
      CompletableFuture<SQLException> stopped = start(statement);
      statement.cancel();
      assertThat(stopped.get(30, TimeUnit.SECONDS).getSQLState()).isEqualTo("57014");
      assertThat((Throwable) statement.getWarnings()).isNull();
      assertThat(statement.execute("SELECT 1")).isTrue();
      assertThat(main.isValid(5)).isTrue();
    }
  }

  @Test
  void scriptsRunThroughAStatementThatIsNotTakenForAPreparedOne() throws SQLException {
    try (Statement statement =
        main.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
      assertThat(statement).isNotInstanceOf(PreparedStatement.class);
      assertThat((Throwable) statement.getWarnings()).as("it was downgraded").isNotNull();
      statement.setFetchSize(200);
      statement.setMaxRows(1);
      assertThat(statement.execute("SELECT id FROM everything ORDER BY id")).isTrue();
      try (ResultSet rows = statement.getResultSet()) {
        assertThat(rows.getType()).isEqualTo(ResultSet.TYPE_FORWARD_ONLY);
        assertThat(rows.next()).isTrue();
        assertThat(rows.next()).as("max rows").isFalse();
      }
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
      assertThatThrownBy(() -> statement.execute("SELECT nope FROM everything"))
          .hasMessage("unknown column nope (line 1, column 8)");
      assertThat(statement.isClosed()).isFalse();
      statement.clearWarnings();
    }
  }

  @Test
  void theGridShowsEveryColumnOfEveryRow() throws SQLException {
    Set<String> known = typeNames();
    try (Statement statement = main.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM everything ORDER BY id")) {
      ResultSetMetaData columns = rows.getMetaData();
      assertThat(columns.getColumnCount()).isEqualTo(24);
      while (rows.next()) {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          assertThat(known).contains(columns.getColumnTypeName(i));
          assertThat(columns.getTableName(i)).isEqualTo("everything");
          assertThat(columns.getSchemaName(i)).isEqualTo("public");
          assertThat(columns.getCatalogName(i)).isEmpty();
          Object value = rows.getObject(i);
          String text = rows.getString(i);
          assertThat(text == null).isEqualTo(value == null).isEqualTo(rows.wasNull());
          if (value != null) {
            String label = columns.getColumnLabel(i);
            assertThat(columns.getColumnDisplaySize(i))
                .as(label)
                .isGreaterThanOrEqualTo(text.length());
            assertThat(columns.getColumnClassName(i)).as(label).isEqualTo(nameOf(value));
          }
          assertThat((Throwable) rows.getWarnings()).isNull();
        }
      }
    }
  }

  /** The class of a value, or the interface that JDBC has for it. */
  private static String nameOf(Object value) {
    return value instanceof Array ? Array.class.getName() : value.getClass().getName();
  }

  @Test
  void arraysAreReadElementByElement() throws SQLException {
    try (Statement statement = main.createStatement();
        ResultSet rows = statement.executeQuery("SELECT e, tags FROM everything WHERE id = 1")) {
      assertThat(rows.next()).isTrue();
      Array vector = rows.getArray("e");
      assertThat(vector).hasToString("[0.1,0.2,0.3]");
      assertThat(typeNames()).contains(vector.getBaseTypeName());
      List<Object> elements = new ArrayList<>();
      try (ResultSet element = vector.getResultSet()) {
        while (element.next()) {
          elements.add(element.getInt(1) + ":" + element.getObject(2));
        }
      }
      assertThat(elements).containsExactly("1:0.1", "2:0.2", "3:0.3");
      assertThat((Object[]) rows.getArray("tags").getArray()).containsExactly(1, 2, 3);
      vector.free();
    }
  }

  @Test
  void aRowOfTheGridIsEditedByItsKey() throws SQLException {
    main.setAutoCommit(false);
    String update = "UPDATE public.everything SET \"Mixed Case\"=?, e=?, v=? WHERE id=?";
    try (PreparedStatement statement =
        main.prepareStatement(update, Statement.RETURN_GENERATED_KEYS)) {
      statement.setString(1, "edited");
      statement.setString(2, "[1, 2, 3]");
      statement.setNull(3, java.sql.Types.VARCHAR);
      statement.setLong(4, 2);
      assertThat(statement.execute()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(1);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertThat(keys.next()).isFalse();
      }
    }
    assertThat(mixedCase(metadata)).as("not before the commit").isNull();
    main.commit();
    assertThat(mixedCase(metadata)).isEqualTo("edited");
  }

  @Test
  void namesAreQuotedAsTheMetadataSays() throws SQLException {
    DatabaseMetaData about = metadata.getMetaData();
    String quote = about.getIdentifierQuoteString();
    assertThat(about.storesMixedCaseIdentifiers()).isTrue();
    String sql = "SELECT %1$sselect%1$s FROM %1$spublic%1$s.%1$sloose%1$s".formatted(quote);
    try (Statement statement = main.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.getMetaData().getColumnName(1)).isEqualTo("select");
    }
    String pattern = "Mixed" + about.getSearchStringEscape() + "_Case";
    try (ResultSet none = about.getColumns(null, null, "everything", pattern);
        ResultSet one = about.getColumns(null, null, "everything", "Mixed_Case")) {
      assertThat(none.next()).as("an escaped underscore is an underscore").isFalse();
      assertThat(one.next()).isTrue();
    }
  }

  private static String mixedCase(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT \"Mixed Case\" FROM everything WHERE id = 2")) {
      row.next();
      return row.getString(1);
    }
  }

  private Set<String> typeNames() throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet types = metadata.getMetaData().getTypeInfo()) {
      while (types.next()) {
        assertThat(names.add(types.getString("TYPE_NAME"))).isTrue();
      }
    }
    return names;
  }

  /** Every column of every table with its type. */
  private static List<String> tree(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    DatabaseMetaData about = connection.getMetaData();
    try (ResultSet tables = about.getTables(null, "public", "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        String table = tables.getString("TABLE_NAME");
        try (ResultSet columns = about.getColumns(null, "public", table, "%")) {
          while (columns.next()) {
            String column = columns.getString("COLUMN_NAME");
            found.add("public." + table + "." + column + " " + columns.getString("TYPE_NAME"));
          }
        }
      }
    }
    return found;
  }

  /** Starts what does not end; gives the failure that it is stopped by. */
  private CompletableFuture<SQLException> start(Statement statement) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<SQLException> stopped =
        CompletableFuture.supplyAsync(
            () -> {
              begun.countDown();
              try (ResultSet rows = statement.executeQuery(ENDLESS)) {
                rows.next();
                return null;
              } catch (SQLException e) {
                return e;
              }
            },
            threads);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    awaitRunning();
    return stopped;
  }

  /** Until the server's own list of running statements has it. */
  private void awaitRunning() throws SQLException {
    String running =
        "SELECT COUNT(*) FROM sys.queries WHERE \"sql\" LIKE 'SELECT COUNT(*) FROM sys.columns%'";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    long count = 0;
    while (count == 0 && System.nanoTime() < deadline) {
      try (PreparedStatement statement = metadata.prepareStatement(running);
          ResultSet row = statement.executeQuery()) {
        row.next();
        count = row.getLong(1);
      }
    }
    assertThat(count).isPositive();
  }
}
