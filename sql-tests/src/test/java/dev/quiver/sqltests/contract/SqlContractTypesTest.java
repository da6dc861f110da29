package dev.quiver.sqltests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL.md §2, Names, types, literals. */
class SqlContractTypesTest extends ContractTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT Id FROM Docs",
        "select ID from DOCS",
        "SELECT d.iD FROM dOcS AS D",
        "SELECT \"id\" FROM \"docs\""
      })
  @DisplayName("Identifiers are case-insensitive: `SELECT Id FROM Docs` finds `id` in `docs`")
  void identifiersAreCaseInsensitive(String query) throws SQLException {
    db.run("CREATE TABLE docs (id INTEGER)", "INSERT INTO docs VALUES (5)");
    assertThat(db.value(query)).isEqualTo(5);
  }

  @Test
  @DisplayName("… and keep their case")
  void identifiersKeepTheirCase() throws SQLException {
    db.run("CREATE TABLE MyDocs (DocId INTEGER)");
    assertThat(db.rows("SELECT table_name, column_name FROM sys.columns"))
        .containsExactly("MyDocs|DocId");
    try (Statement statement = db.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM mydocs")) {
      assertThat(result.getMetaData().getColumnLabel(1)).isEqualTo("DocId");
    }
  }

  @Test
  @DisplayName("`\"…\"` quotes")
  void quotesTakeAnyName() throws SQLException {
    db.run(
        "CREATE TABLE \"my docs\" (\"select\" INTEGER, \"a \"\"b\"\"\" INTEGER)",
        "INSERT INTO \"my docs\" VALUES (1, 2)");
    assertThat(db.rows("SELECT \"select\", \"a \"\"b\"\"\" FROM \"my docs\""))
        .containsExactly("1|2");
  }

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of("BOOLEAN", "TRUE", true, Types.BOOLEAN, "BOOLEAN"),
        Arguments.of("TINYINT", "-128", (byte) -128, Types.TINYINT, "TINYINT"),
        Arguments.of("SMALLINT", "-32768", (short) -32768, Types.SMALLINT, "SMALLINT"),
        Arguments.of("INTEGER", "2147483647", Integer.MAX_VALUE, Types.INTEGER, "INTEGER"),
        Arguments.of("BIGINT", "9223372036854775807", Long.MAX_VALUE, Types.BIGINT, "BIGINT"),
        Arguments.of("REAL", "1.5", 1.5f, Types.REAL, "REAL"),
        Arguments.of("DOUBLE", "0.1", 0.1, Types.DOUBLE, "DOUBLE"),
        Arguments.of("FLOAT", "0.1", 0.1, Types.DOUBLE, "DOUBLE"),
        Arguments.of("DECIMAL(10, 2)", "1.50", new BigDecimal("1.50"), Types.DECIMAL, "DECIMAL"),
        Arguments.of("VARCHAR", "'é'", "é", Types.VARCHAR, "VARCHAR"),
        Arguments.of("VARCHAR(3)", "'abc'", "abc", Types.VARCHAR, "VARCHAR"),
        Arguments.of("TEXT", "'t'", "t", Types.VARCHAR, "VARCHAR"),
        Arguments.of("STRING", "'s'", "s", Types.VARCHAR, "VARCHAR"),
        Arguments.of("VARBINARY", "X'00FF'", new byte[] {0, -1}, Types.VARBINARY, "VARBINARY"),
        Arguments.of("UUID", "'" + ID + "'", UUID.fromString(ID), Types.OTHER, "UUID"),
        Arguments.of("DATE", "DATE '2026-01-31'", Date.valueOf("2026-01-31"), Types.DATE, "DATE"),
        Arguments.of("TIME", "TIME '12:30:00'", Time.valueOf("12:30:00"), Types.TIME, "TIME"),
        Arguments.of(
            "TIMESTAMP(6)",
            "TIMESTAMP '2026-01-31 12:30:00.123456'",
            Timestamp.valueOf("2026-01-31 12:30:00.123456"),
            Types.TIMESTAMP,
            "TIMESTAMP"));
  }

  private static final String ID = "01234567-89ab-cdef-0123-456789abcdef";

  @ParameterizedTest
  @MethodSource("types")
  @DisplayName("SQL type … `getObject` gives …")
  void eachTypeComesBack(String type, String literal, Object value, int jdbcType, String name)
      throws SQLException {
    db.run("CREATE TABLE t (x " + type + ")", "INSERT INTO t VALUES (" + literal + "), (NULL)");
    try (Statement statement = db.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT x FROM t")) {
      ResultSetMetaData metaData = result.getMetaData();
      assertThat(metaData.getColumnTypeName(1)).isEqualTo(name);
      assertThat(metaData.getColumnType(1)).isEqualTo(jdbcType);
      assertThat(result.next()).isTrue();
      // JDBC's table B-3 maps the two shortest integers to Integer.
      Object read = result.getObject(1);
      assertThat(read instanceof Integer && value instanceof Number n ? n.intValue() : value)
          .isEqualTo(read);
      assertThat(result.next()).isTrue();
      assertThat(result.getObject(1)).isNull();
    }
    db.update("INSERT INTO t VALUES (?)", value);
    assertThat(db.rows("SELECT x FROM t WHERE x IS NOT NULL").stream().distinct()).hasSize(1);
  }

  @Test
  @DisplayName("DECIMAL(p,s): p ≤ 38")
  void decimalsHaveUpToThirtyEightDigits() throws SQLException {
    String digits = "1".repeat(36) + ".25";
    db.run("CREATE TABLE t (x DECIMAL(38, 2))");
    db.update("INSERT INTO t VALUES (?)", new BigDecimal(digits));
    assertThat(db.value("SELECT x FROM t")).isEqualTo(new BigDecimal(digits));
    db.refuses("CREATE TABLE u (x DECIMAL(39, 0))", "22003", "39", "38");
  }

  @Test
  @DisplayName("CHAR")
  void aCharIsAString() throws SQLException {
    db.run("CREATE TABLE t (x CHAR(3))", "INSERT INTO t VALUES ('abc')");
    assertThat(db.value("SELECT x FROM t")).isEqualTo("abc");
    db.refuses("INSERT INTO t VALUES ('abcd')", "22001", "x", "4", "3");
  }

  @Test
  @DisplayName("BINARY, VARBINARY, BLOB: byte[]: images and audio live here")
  void blobsHoldMegabytes() throws SQLException {
    byte[] image = new byte[3_000_000];
    new java.util.Random(7).nextBytes(image);
    db.run("CREATE TABLE t (id INTEGER, image BLOB)");
    db.update("INSERT INTO t VALUES (1, ?)", image);
    try (Statement statement = db.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT image FROM t")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getBytes(1)).isEqualTo(image);
      assertThat(result.getObject(1)).isEqualTo(image);
    }
  }

  @Test
  @DisplayName("DATE, TIME, TIMESTAMP …: java.sql.* and java.time.*")
  void momentsComeAsJavaTime() throws SQLException {
    db.run("CREATE TABLE t (d DATE, t TIME(3), ts TIMESTAMP(6))");
    LocalDate date = LocalDate.of(1969, 7, 20);
    LocalTime time = LocalTime.of(20, 17, 40, 123_000_000);
    LocalDateTime moment = LocalDateTime.of(1969, 7, 20, 20, 17, 40, 123_456_000);
    db.update("INSERT INTO t VALUES (?, ?, ?)", date, time, moment);
    try (Statement statement = db.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM t")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getObject(1, LocalDate.class)).isEqualTo(date);
      assertThat(result.getDate(1)).isEqualTo(Date.valueOf(date));
      assertThat(result.getObject(2, LocalTime.class)).isEqualTo(time);
      assertThat(result.getObject(3, LocalDateTime.class)).isEqualTo(moment);
      assertThat(result.getTimestamp(3)).isEqualTo(Timestamp.valueOf(moment));
    }
  }

  @Test
  @DisplayName("TIMESTAMP WITH LOCAL TIME ZONE")
  void aZonedMomentIsAnInstant() throws SQLException {
    db.run("CREATE TABLE t (x TIMESTAMP(6) WITH LOCAL TIME ZONE)");
    OffsetDateTime given = OffsetDateTime.of(2026, 1, 31, 12, 0, 0, 0, ZoneOffset.ofHours(2));
    db.update("INSERT INTO t VALUES (?)", given);
    try (Statement statement = db.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT x FROM t")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getObject(1, OffsetDateTime.class).toInstant())
          .isEqualTo(given.toInstant());
      assertThat(result.getObject(1, Instant.class)).isEqualTo(given.toInstant());
    }
  }

  @Test
  @DisplayName("JSON: String")
  void jsonIsText() throws SQLException {
    db.run("CREATE TABLE t (x JSON)", "INSERT INTO t VALUES ('{\"a\": [1, 2]}')");
    assertThat(db.value("SELECT x FROM t")).isEqualTo("{\"a\": [1, 2]}");
  }

  @Test
  @DisplayName("VECTOR(n): float[]")
  void aVectorIsAnArrayOfFloats() throws SQLException {
    vectors(2);
    db.run("INSERT INTO t VALUES (1, '[0.1, -2]')");
    assertThat(db.value("SELECT v FROM t")).isEqualTo(new float[] {0.1f, -2f});
  }

  @Test
  @DisplayName("VECTOR(n, BIT)")
  void aBitVectorIsBytes() throws SQLException {
    db.run("CREATE TABLE t (v VECTOR(16, BIT))");
    db.update("INSERT INTO t VALUES (?)", new byte[] {1, -1});
    assertThat(db.value("SELECT v FROM t")).isEqualTo(new byte[] {1, -1});
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT16", "INT8"})
  @DisplayName("also VECTOR(n, FLOAT16), VECTOR(n, INT8): not built yet")
  void otherElementsSayThatTheyAreNotBuilt(String element) throws SQLException {
    db.refuses("CREATE TABLE t (v VECTOR(4, " + element + "))", "0A000", element);
  }

  @Test
  @DisplayName("n ≤ 65,535")
  void theLongestVectorHas65535Elements() throws SQLException {
    db.run("CREATE TABLE t (v VECTOR(65535))");
    float[] longest = new float[65_535];
    longest[65_534] = 1;
    db.update("INSERT INTO t VALUES (?)", longest);
    assertThat(db.value("SELECT VECTOR_NORM(v) FROM t")).isEqualTo(1.0);
    db.refuses("CREATE TABLE u (v VECTOR(65536))", "22003", "65536", "65535");
    db.refuses("CREATE TABLE u (v VECTOR(0))", "22003", "0");
  }

  @Test
  @DisplayName("T ARRAY: java.sql.Array")
  void anArrayIsAJdbcArray() throws SQLException {
    db.run("CREATE TABLE t (tags VARCHAR ARRAY)", "INSERT INTO t VALUES (ARRAY['a', 'b'])");
    Array tags = (Array) db.value("SELECT tags FROM t");
    assertThat((Object[]) tags.getArray()).containsExactly("a", "b");
    assertThat(tags.getBaseTypeName()).isEqualTo("VARCHAR");
  }

  private void vectors(int dimension) throws SQLException {
    db.run("CREATE TABLE t (id INTEGER, v VECTOR(" + dimension + "))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'[0.1, 0.2, 0.3]'", "VECTOR '[0.1,0.2,0.3]'", "ARRAY[0.1,0.2,0.3]"})
  @DisplayName("A vector value is written `'[…]'`, `VECTOR '[…]'`, `ARRAY[…]` …")
  void aVectorIsWrittenInThreeWays(String literal) throws SQLException {
    vectors(3);
    db.run("INSERT INTO t VALUES (1, " + literal + ")");
    assertThat(db.value("SELECT v FROM t")).isEqualTo(new float[] {0.1f, 0.2f, 0.3f});
    assertThat(db.value("SELECT id FROM t WHERE v <-> " + literal + " < 0.001")).isEqualTo(1);
    assertThat(db.run("UPDATE t SET v = " + literal)).isOne();
  }

  static Stream<Object> boundVectors() {
    return Stream.of(
        new float[] {1, 2, 3},
        new double[] {1, 2, 3},
        List.of(1, 2L, 3.0),
        List.of(new BigDecimal("1"), (short) 2, 3f),
        "[1, 2, 3]");
  }

  @ParameterizedTest
  @MethodSource("boundVectors")
  @DisplayName("A `?` takes `float[]`, `double[]`, `List<? extends Number>`, … or the text form")
  void aParameterTakesAVector(Object value) throws SQLException {
    vectors(3);
    db.update("INSERT INTO t VALUES (1, ?)", value);
    assertThat(db.value("SELECT v FROM t")).isEqualTo(new float[] {1, 2, 3});
    assertThat(db.value("SELECT v <-> ? FROM t", value)).isEqualTo(0.0);
  }

  @Test
  @DisplayName("… `java.sql.Array` …")
  void aParameterTakesAJdbcArray() throws SQLException {
    vectors(3);
    Array array = db.connection().createArrayOf("REAL", new Object[] {1f, 2f, 3f});
    try (PreparedStatement insert =
        db.connection().prepareStatement("INSERT INTO t VALUES (1, ?)")) {
      insert.setArray(1, array);
      assertThat(insert.executeUpdate()).isOne();
    }
    assertThat(db.value("SELECT v FROM t")).isEqualTo(new float[] {1, 2, 3});
  }

  @Test
  @DisplayName("`getString` gives the text form")
  void theTextFormReadsBack() throws SQLException {
    vectors(3);
    db.run("INSERT INTO t VALUES (1, '[0.1, 1e-8, -3]')");
    String text = db.rows("SELECT v FROM t").get(0);
    assertThat(text).startsWith("[0.1").endsWith("]");
    db.update("UPDATE t SET v = ?", text);
    assertThat(db.value("SELECT v FROM t")).isEqualTo(new float[] {0.1f, 1e-8f, -3});
  }

  @Test
  @DisplayName("`getArray`, `getObject(c, float[].class)`, `getObject(c, String.class)` work")
  void aVectorIsReadInEveryForm() throws SQLException {
    vectors(2);
    db.run("INSERT INTO t VALUES (1, '[1, 2]')");
    try (Statement statement = db.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT v FROM t")) {
      assertThat(result.next()).isTrue();
      Object elements = result.getArray(1).getArray();
      assertThat(java.lang.reflect.Array.getLength(elements)).isEqualTo(2);
      assertThat(java.lang.reflect.Array.get(elements, 1)).isEqualTo(2f);
      assertThat(result.getObject(1, float[].class)).containsExactly(1, 2);
      assertThat(result.getObject("v", String.class)).isEqualTo(result.getString("v"));
    }
  }

  @Test
  @DisplayName("In metadata the type name is `VECTOR`, the size 384")
  void metadataTellsTheDimension() throws SQLException {
    vectors(384);
    try (ResultSet columns = db.connection().getMetaData().getColumns(null, null, "t", "v")) {
      assertThat(columns.next()).isTrue();
      assertThat(columns.getString("TYPE_NAME")).isEqualTo("VECTOR");
      assertThat(columns.getInt("COLUMN_SIZE")).isEqualTo(384);
      assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.ARRAY);
    }
    try (PreparedStatement select = db.connection().prepareStatement("SELECT v FROM t")) {
      assertThat(select.getMetaData().getColumnTypeName(1)).isEqualTo("VECTOR");
      assertThat(select.getMetaData().getPrecision(1)).isEqualTo(384);
    }
  }

  @Test
  @DisplayName("DESCRIBE and error messages say `VECTOR(384)`")
  void peopleReadTheDimension() throws SQLException {
    vectors(384);
    assertThat(db.rows("DESCRIBE t")).anyMatch(row -> row.startsWith("v|VECTOR(384)|"));
    db.refuses("INSERT INTO t VALUES (1, '[1, 2]')", "22026", "VECTOR(384)", "v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'[1, 2]'                ; 22026 ; VECTOR(3) ; 2",
        "'[1, 2, 3, 4]'          ; 22026 ; VECTOR(3) ; 4",
        "'[1, NaN, 3]'           ; 22003 ; NaN       ; finite",
        "'[1, 2, Infinity]'      ; 22003 ; Infinity  ; finite",
        "'[1, 1e39, 3]'          ; 22003 ; 1e39      ; finite",
        "'[1, null, 3]'          ; 22004 ; NULL      ; 2",
        "ARRAY[1, 2]             ; 22026 ; VECTOR(3) ; 2",
        "ARRAY[1, NULL, 3]       ; 22004 ; NULL      ; 2",
        "VECTOR '[1, 2]'         ; 22026 ; VECTOR(3) ; 2",
        "'[1, x, 3]'             ; 22018 ; [1, x, 3] ; no vector",
        "'hello'                 ; 22018 ; hello     ; no vector",
      })
  @DisplayName("Wrong length, NaN, infinity, or NULL elements are errors that name the column, …")
  void aBadVectorIsRefused(String literal, String sqlState, String first, String second)
      throws SQLException {
    vectors(3);
    db.refuses("INSERT INTO t VALUES (1, " + literal + ")", sqlState, "v", first, second);
    assertThat(db.rows("SELECT * FROM t")).isEmpty();
  }

  static Stream<Arguments> badParameters() {
    return Stream.of(
        Arguments.of(new float[] {1, 2}, "22026", "VECTOR(3)"),
        Arguments.of(new float[] {1, 2, 3, 4}, "22026", "4"),
        Arguments.of(new float[0], "22026", "0"),
        Arguments.of(new float[] {1, Float.NaN, 3}, "22003", "NaN"),
        Arguments.of(new double[] {1, 2, 1e300}, "22003", "finite"),
        Arguments.of(new float[] {Float.NEGATIVE_INFINITY, 2, 3}, "22003", "-Infinity"),
        Arguments.of(java.util.Arrays.asList(1, null, 3), "22004", "NULL"),
        Arguments.of("[1, 2]", "22026", "VECTOR(3)"));
  }

  @ParameterizedTest
  @MethodSource("badParameters")
  @DisplayName("… the expected and the given length: never padded, never cut (also in a `?`)")
  void aBadBoundVectorIsRefused(Object value, String sqlState, String named) throws SQLException {
    vectors(3);
    db.refuses("INSERT INTO t VALUES (1, ?)", new Object[] {value}, sqlState, "v", named);
    db.run("INSERT INTO t VALUES (1, '[1, 2, 3]')");
    db.refuses("SELECT v <-> ? FROM t", new Object[] {value}, sqlState, named);
  }

  @Test
  @DisplayName("a query vector of another length is an error with both lengths")
  void aQueryOfAnotherLengthIsRefused() throws SQLException {
    vectors(3);
    String five =
        IntStream.range(0, 5).mapToObj(Integer::toString).collect(Collectors.joining(","));
    db.refuses("SELECT v <-> VECTOR '[" + five + "]' FROM t", "22026", "3", "5");
    db.refuses("SELECT id FROM t ORDER BY v <-> '[" + five + "]' LIMIT 1", "22026", "3", "5");
  }
}
