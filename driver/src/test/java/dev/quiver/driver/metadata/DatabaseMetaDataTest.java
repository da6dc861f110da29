package dev.quiver.driver.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.driver.SoundDatabases;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What database tools ask, and what they get. */
@ExtendWith(SoundDatabases.class)
class DatabaseMetaDataTest {
  private Connection connection;
  private DatabaseMetaData metaData;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:quiver:");
    metaData = connection.getMetaData();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE Docs (id BIGINT, part INTEGER, text VARCHAR(100) NOT NULL,"
              + " price DECIMAL(10, 2), ts TIMESTAMP(3), embedding VECTOR(384),"
              + " lang VARCHAR DEFAULT 'en', PRIMARY KEY (part, id))");
      statement.execute("CREATE TABLE do_s (id INTEGER)");
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private static List<String> labels(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      labels.add(columns.getColumnLabel(i));
    }
    return labels;
  }

  private static List<String> column(ResultSet rows, String label) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(label));
    }
    rows.close();
    return values;
  }

  private static String line(ResultSet rows, String... labels) throws SQLException {
    List<String> values = new ArrayList<>();
    for (String label : labels) {
      values.add(rows.getString(label));
    }
    return String.join(" ", values);
  }

  @Test
  void theProductHasANameAndAVersion() throws SQLException {
    assertThat(metaData.getDatabaseProductName()).isEqualTo("Quiver");
    assertThat(metaData.getDatabaseProductVersion()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(metaData.getDriverName()).isEqualTo("Quiver JDBC Driver");
    assertThat(metaData.getDriverVersion())
        .startsWith(metaData.getDriverMajorVersion() + "." + metaData.getDriverMinorVersion());
    assertThat(metaData.getJDBCMajorVersion()).isEqualTo(4);
    assertThat(metaData.getJDBCMinorVersion()).isEqualTo(3);
    assertThat(metaData.getURL()).isEqualTo("jdbc:quiver:");
    assertThat(metaData.getConnection()).isSameAs(connection);
  }

  /** SchemaCrawler calls them all; a tool shows what it gets. */
  @Test
  void everyGetterAnswers() throws ReflectiveOperationException {
    for (Method method : DatabaseMetaData.class.getMethods()) {
      Class<?> type = method.getReturnType();
      boolean plain = Arrays.stream(method.getParameterTypes()).allMatch(t -> t == int.class);
      if (plain && (type.isPrimitive() || type == String.class)) {
        Object[] arguments = new Object[method.getParameterCount()];
        Arrays.fill(arguments, ResultSet.TYPE_FORWARD_ONLY);
        assertThat(method.invoke(metaData, arguments)).as(method.getName()).isNotNull();
      }
    }
  }

  /** Columns by position: HSQLDB's manager, jOOQ and LibreOffice read them so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "getTables: TABLE_CAT TABLE_SCHEM TABLE_NAME TABLE_TYPE REMARKS TYPE_CAT TYPE_SCHEM"
            + " TYPE_NAME SELF_REFERENCING_COL_NAME REF_GENERATION",
        "getColumns: TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE"
            + " BUFFER_LENGTH DECIMAL_DIGITS NUM_PREC_RADIX NULLABLE REMARKS COLUMN_DEF"
            + " SQL_DATA_TYPE SQL_DATETIME_SUB CHAR_OCTET_LENGTH ORDINAL_POSITION IS_NULLABLE"
            + " SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE IS_AUTOINCREMENT"
            + " IS_GENERATEDCOLUMN",
        "getPrimaryKeys: TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ PK_NAME",
        "getIndexInfo: TABLE_CAT TABLE_SCHEM TABLE_NAME NON_UNIQUE INDEX_QUALIFIER INDEX_NAME TYPE"
            + " ORDINAL_POSITION COLUMN_NAME ASC_OR_DESC CARDINALITY PAGES FILTER_CONDITION",
        "getTypeInfo: TYPE_NAME DATA_TYPE PRECISION LITERAL_PREFIX LITERAL_SUFFIX CREATE_PARAMS"
            + " NULLABLE CASE_SENSITIVE SEARCHABLE UNSIGNED_ATTRIBUTE FIXED_PREC_SCALE"
            + " AUTO_INCREMENT LOCAL_TYPE_NAME MINIMUM_SCALE MAXIMUM_SCALE SQL_DATA_TYPE"
            + " SQL_DATETIME_SUB NUM_PREC_RADIX",
        "getImportedKeys: PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT"
            + " FKTABLE_SCHEM FKTABLE_NAME FKCOLUMN_NAME KEY_SEQ UPDATE_RULE DELETE_RULE FK_NAME"
            + " PK_NAME DEFERRABILITY",
        "getBestRowIdentifier: SCOPE COLUMN_NAME DATA_TYPE TYPE_NAME COLUMN_SIZE BUFFER_LENGTH"
            + " DECIMAL_DIGITS PSEUDO_COLUMN",
        "getSchemas: TABLE_SCHEM TABLE_CATALOG",
        "getCatalogs: TABLE_CAT",
        "getTableTypes: TABLE_TYPE",
        "getClientInfoProperties: NAME MAX_LEN DEFAULT_VALUE DESCRIPTION",
        "getFunctions: FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME REMARKS FUNCTION_TYPE"
            + " SPECIFIC_NAME",
        "getProcedures: PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME RESERVED_1 RESERVED_2"
            + " RESERVED_3 REMARKS PROCEDURE_TYPE SPECIFIC_NAME"
      })
  void columnsAreThoseOfTheSpecificationInItsOrder(String method, String labels)
      throws ReflectiveOperationException, SQLException {
    Method call =
        Arrays.stream(DatabaseMetaData.class.getMethods())
            .filter(m -> m.getName().equals(method))
            .findFirst()
            .orElseThrow();
    Object[] arguments =
        Arrays.stream(call.getParameterTypes())
            .map(type -> type == boolean.class ? (Object) false : type == int.class ? 0 : null)
            .toArray();
    try (ResultSet rows = (ResultSet) call.invoke(metaData, arguments)) {
      assertThat(labels(rows)).containsExactly(labels.strip().split(" "));
    }
  }

  @Test
  void thereAreNoCatalogs() throws SQLException {
    assertThat(column(metaData.getCatalogs(), "TABLE_CAT")).isEmpty();
    try (ResultSet tables = metaData.getTables(null, null, "docs", null)) {
      assertThat(tables.next()).isTrue();
      assertThat(tables.getString("TABLE_CAT")).isNull();
    }
    assertThat(column(metaData.getTables("nowhere", null, "docs", null), "TABLE_NAME")).isEmpty();
  }

  @Test
  void schemasAreReal() throws SQLException {
    assertThat(column(metaData.getSchemas(), "TABLE_SCHEM"))
        .containsExactly("information_schema", "public", "sys");
    assertThat(column(metaData.getSchemas(null, "pub%"), "TABLE_SCHEM")).containsExactly("public");
  }

  @Test
  void tablesKeepTheCaseTheyWereWrittenIn() throws SQLException {
    assertThat(
            column(metaData.getTables(null, "public", "%", new String[] {"TABLE"}), "TABLE_NAME"))
        .containsExactly("do_s", "Docs");
    assertThat(metaData.storesMixedCaseIdentifiers()).isTrue();
    assertThat(metaData.supportsMixedCaseIdentifiers()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"do_s,2", "do\\_s,1", "DOCS,1", "%,2", ",2", "d%,2", "x%,0", "'',0"})
  void namesMayBePatterns(String pattern, int tables) throws SQLException {
    assertThat(column(metaData.getTables(null, "public", pattern, null), "TABLE_NAME"))
        .hasSize(tables);
  }

  @Test
  void systemTablesAreSystemTables() throws SQLException {
    assertThat(
            column(
                metaData.getTables(null, "sys", null, new String[] {"SYSTEM TABLE"}), "TABLE_NAME"))
        .contains("tables", "columns", "versions");
    assertThat(column(metaData.getTables(null, "sys", null, new String[] {"TABLE"}), "TABLE_NAME"))
        .isEmpty();
    assertThat(column(metaData.getColumns(null, "sys", "versions", "row_count"), "TYPE_NAME"))
        .containsExactly("BIGINT");
    assertThat(column(metaData.getTableTypes(), "TABLE_TYPE"))
        .containsExactly("SYSTEM TABLE", "SYSTEM VIEW", "TABLE", "VIEW");
  }

  @Test
  void columnsHaveBareTypeNamesAndTheirSizesApart() throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = metaData.getColumns(null, null, "Docs", null)) {
      while (rows.next()) {
        columns.add(
            line(
                rows,
                "ORDINAL_POSITION",
                "COLUMN_NAME",
                "TYPE_NAME",
                "DATA_TYPE",
                "COLUMN_SIZE",
                "DECIMAL_DIGITS",
                "IS_NULLABLE",
                "COLUMN_DEF"));
        assertThat(rows.getString("IS_AUTOINCREMENT")).isEqualTo("NO");
        assertThat(rows.getString("IS_GENERATEDCOLUMN")).isEqualTo("NO");
      }
    }
    assertThat(columns)
        .containsExactly(
            "1 id BIGINT -5 19 0 NO null",
            "2 part INTEGER 4 10 0 NO null",
            "3 text VARCHAR 12 100 null NO null",
            "4 price DECIMAL 3 10 2 YES null",
            "5 ts TIMESTAMP 93 23 3 YES null",
            "6 embedding VECTOR 2003 384 null YES null",
            "7 lang VARCHAR 12 2147483647 null YES 'en'");
  }

  @Test
  void aPrimaryKeyHasANameAndItsColumnsAPlace() throws SQLException {
    List<String> keys = new ArrayList<>();
    try (ResultSet rows = metaData.getPrimaryKeys(null, "public", "Docs")) {
      while (rows.next()) {
        keys.add(line(rows, "COLUMN_NAME", "KEY_SEQ", "PK_NAME"));
      }
    }
    assertThat(keys).containsExactly("id 2 Docs_pkey", "part 1 Docs_pkey");
    assertThat(column(metaData.getPrimaryKeys(null, null, "do_s"), "PK_NAME")).isEmpty();
  }

  @Test
  void aPrimaryKeyIsAnIndexThatToolsShow() throws SQLException {
    List<String> indexes = new ArrayList<>();
    try (ResultSet rows = metaData.getIndexInfo(null, null, "Docs", true, true)) {
      while (rows.next()) {
        indexes.add(
            line(rows, "INDEX_NAME", "TYPE", "ORDINAL_POSITION", "COLUMN_NAME", "NON_UNIQUE"));
      }
    }
    assertThat(indexes).containsExactly("Docs_pkey 3 1 part false", "Docs_pkey 3 2 id false");
  }

  @Test
  void uniqueConstraintsAreIndexesOfTheirNames() throws SQLException {
    try (Statement statement = metaData.getConnection().createStatement()) {
      statement.execute(
          "CREATE TABLE kept (a INTEGER UNIQUE, b INTEGER, id INTEGER PRIMARY KEY,"
              + " CONSTRAINT ab UNIQUE (b, a))");
    }
    List<String> indexes = new ArrayList<>();
    try (ResultSet rows = metaData.getIndexInfo(null, null, "kept", true, true)) {
      while (rows.next()) {
        indexes.add(line(rows, "INDEX_NAME", "ORDINAL_POSITION", "COLUMN_NAME", "NON_UNIQUE"));
      }
    }
    assertThat(indexes)
        .containsExactly(
            "ab 1 b false", "ab 2 a false", "kept_a_key 1 a false", "kept_pkey 1 id false");
  }

  @Test
  void everyTypeOfAColumnIsInTypeInfoOnce() throws SQLException {
    List<String> names = column(metaData.getTypeInfo(), "TYPE_NAME");
    assertThat(names).doesNotHaveDuplicates().contains("REAL", "VECTOR", "VARCHAR", "JSON");
    Set<String> used =
        new HashSet<>(column(metaData.getColumns(null, null, null, null), "TYPE_NAME"));
    assertThat(names).containsAll(used);
    try (ResultSet rows = metaData.getTypeInfo()) {
      int last = Integer.MIN_VALUE;
      while (rows.next()) {
        assertThat(rows.getInt("DATA_TYPE")).isGreaterThanOrEqualTo(last);
        last = rows.getInt("DATA_TYPE");
        if (rows.getString("TYPE_NAME").equals("VECTOR")) {
          assertThat(last).isEqualTo(Types.ARRAY);
          assertThat(rows.getString("LITERAL_PREFIX")).isEqualTo("'");
        }
      }
    }
  }

  /** H2's console reads metadata on one thread while another runs a query on the connection. */
  @Test
  void itAnswersWhileAnotherThreadQueries() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CountDownLatch started = new CountDownLatch(2);
    try {
      Future<Integer> queries =
          threads.submit(
              () -> {
                started.countDown();
                started.await();
                int done = 0;
                for (; done < 50; done++) {
                  try (Statement statement = connection.createStatement();
                      ResultSet rows = statement.executeQuery("SELECT * FROM Docs")) {
                    assertThat(rows.next()).isFalse();
                  }
                }
                return done;
              });
      Future<Integer> questions =
          threads.submit(
              () -> {
                started.countDown();
                started.await();
                int done = 0;
                for (; done < 50; done++) {
                  assertThat(column(metaData.getColumns(null, null, "docs", null), "COLUMN_NAME"))
                      .hasSize(7);
                }
                return done;
              });
      assertThat(queries.get()).isEqualTo(50);
      assertThat(questions.get()).isEqualTo(50);
    } finally {
      threads.shutdownNow();
    }
  }
}
