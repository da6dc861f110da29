package dev.quiver.driver.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.driver.SoundDatabases;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Values in through parameters and out through results, type by type. */
@ExtendWith(SoundDatabases.class)
class ValuesTest {
  private static final UUID ID = UUID.fromString("6f1ed002-ab5e-4b1c-9d3e-0123456789ab");
  private static final OffsetDateTime MOMENT = OffsetDateTime.parse("2023-11-14T22:13:20.5Z");

  /** Type, value set, what getObject gives, what getString gives. */
  static final List<Arguments> VALUES =
      List.of(
          Arguments.of("BOOLEAN", true, true, "true"),
          Arguments.of("TINYINT", 7, (byte) 7, "7"),
          Arguments.of("SMALLINT", (short) 300, (short) 300, "300"),
          Arguments.of("INTEGER", 1 << 20, 1 << 20, "1048576"),
          Arguments.of("BIGINT", 1L << 40, 1L << 40, "1099511627776"),
          Arguments.of("REAL", 0.1f, 0.1f, "0.1"),
          Arguments.of("DOUBLE", 0.1, 0.1, "0.1"),
          Arguments.of("FLOAT", 0.25, 0.25, "0.25"),
          Arguments.of("DECIMAL(10, 2)", new BigDecimal("12.5"), new BigDecimal("12.50"), "12.50"),
          Arguments.of("VARCHAR", "héllo", "héllo", "héllo"),
          Arguments.of("VARCHAR(10)", "planes", "planes", "planes"),
          Arguments.of("VARBINARY", new byte[] {1, -1}, new byte[] {1, -1}, "01ff"),
          Arguments.of("BLOB", new byte[] {1, -1}, new byte[] {1, -1}, "01ff"),
          Arguments.of(
              "DATE", LocalDate.of(2023, 11, 14), Date.valueOf("2023-11-14"), "2023-11-14"),
          Arguments.of("TIME", LocalTime.of(22, 13, 20), Time.valueOf("22:13:20"), "22:13:20"),
          Arguments.of(
              "TIMESTAMP",
              Timestamp.valueOf("2023-11-14 22:13:20.123456"),
              Timestamp.valueOf("2023-11-14 22:13:20.123456"),
              "2023-11-14 22:13:20.123456"),
          Arguments.of("UUID", ID, ID, ID.toString()),
          Arguments.of("JSON", "{\"a\":1}", "{\"a\":1}", "{\"a\":1}"),
          Arguments.of(
              "VECTOR(3)",
              new float[] {0.1f, 0.2f, 3},
              new float[] {0.1f, 0.2f, 3},
              "[0.1,0.2,3]"));

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:quiver:");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private void create(String type) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (c " + type + ")");
    }
  }

  private void insert(Object value) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      insert.setObject(1, value);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  private ResultSet row() throws SQLException {
    Statement statement = connection.createStatement();
    statement.closeOnCompletion();
    ResultSet rows = statement.executeQuery("SELECT c FROM t");
    assertThat(rows.next()).isTrue();
    return rows;
  }

  @ParameterizedTest
  @FieldSource("VALUES")
  void aValueComesBackAsItsTypeSays(String type, Object set, Object object, String text)
      throws SQLException {
    create(type);
    insert(set);
    try (ResultSet row = row()) {
      assertThat(row.getObject(1)).isEqualTo(object);
      assertThat(row.getObject("C").getClass().getName())
          .isEqualTo(row.getMetaData().getColumnClassName(1));
      assertThat(row.getString("c")).isEqualTo(text);
      assertThat(row.wasNull()).isFalse();
    }
  }

  @ParameterizedTest
  @FieldSource("VALUES")
  void aTextIsTakenForAnyType(String type, Object set, Object object, String text)
      throws SQLException {
    if (type.equals("VARBINARY") || type.equals("BLOB")) {
      return;
    }
    create(type);
    insert(text);
    try (ResultSet row = row()) {
      assertThat(row.getObject(1)).isEqualTo(object);
    }
  }

  @ParameterizedTest
  @FieldSource("VALUES")
  void nullIsNullWhicheverWayItIsRead(String type, Object set, Object object, String text)
      throws SQLException {
    create(type);
    insert(null);
    try (ResultSet row = row()) {
      assertThat(row.getObject(1)).isNull();
      assertThat(row.wasNull()).isTrue();
      assertThat(row.getString(1)).isNull();
      assertThat(row.getInt(1)).isZero();
      assertThat(row.getDouble(1)).isZero();
      assertThat(row.getBoolean(1)).isFalse();
      assertThat(row.getTimestamp(1)).isNull();
      assertThat(row.getObject(1, String.class)).isNull();
      assertThat(row.getArray(1)).isNull();
      assertThat(row.wasNull()).isTrue();
    }
  }

  @Test
  void anInstantKeepsItsPlaceInTime() throws SQLException {
    create("TIMESTAMP WITH LOCAL TIME ZONE");
    insert(MOMENT);
    try (ResultSet row = row()) {
      assertThat(row.getObject(1, Instant.class)).isEqualTo(MOMENT.toInstant());
      assertThat(((OffsetDateTime) row.getObject(1)).toInstant()).isEqualTo(MOMENT.toInstant());
      assertThat(row.getTimestamp(1).toInstant()).isEqualTo(MOMENT.toInstant());
    }
  }

  @Test
  void momentsHaveTheirModernClasses() throws SQLException {
    create("TIMESTAMP");
    insert(LocalDateTime.parse("2023-11-14T22:13:20.5"));
    try (ResultSet row = row()) {
      assertThat(row.getObject(1, LocalDateTime.class))
          .isEqualTo(LocalDateTime.parse("2023-11-14T22:13:20.5"));
      assertThat(row.getObject(1, LocalDate.class)).isEqualTo(LocalDate.of(2023, 11, 14));
      assertThat(row.getObject(1, LocalTime.class)).isEqualTo(LocalTime.parse("22:13:20.5"));
      assertThat(row.getObject(1, java.util.Date.class))
          .isEqualTo(Timestamp.valueOf("2023-11-14 22:13:20.5"));
    }
  }

  @Test
  void aVectorHasManyFaces() throws SQLException {
    create("VECTOR(3)");
    insert(new float[] {0.1f, 0.2f, 3});
    try (ResultSet row = row()) {
      assertThat(row.getObject(1, float[].class)).containsExactly(0.1f, 0.2f, 3);
      assertThat(row.getObject(1, String.class)).isEqualTo("[0.1,0.2,3]");
      assertThat(row.getObject(1, List.class)).isEqualTo(List.of(0.1f, 0.2f, 3f));
      Array array = row.getArray(1);
      assertThat(array).hasToString("[0.1,0.2,3]");
      assertThat((Object[]) array.getArray()).containsExactly(0.1f, 0.2f, 3f);
      ResultSetMetaData metaData = row.getMetaData();
      assertThat(metaData.getColumnType(1)).isEqualTo(Types.ARRAY);
      assertThat(metaData.getColumnTypeName(1)).isEqualTo("VECTOR");
      assertThat(metaData.getPrecision(1)).isEqualTo(3);
    }
  }

  @Test
  void aVectorIsTakenInManyForms() throws SQLException {
    create("VECTOR(2)");
    insert(new float[] {1, 2});
    insert(new double[] {1, 2});
    insert(List.of(1, 2.0));
    insert(new Float[] {1f, 2f});
    insert("[1, 2]");
    insert(connection.createArrayOf("REAL", new Object[] {1f, 2f}));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT c FROM t")) {
      int count = 0;
      while (rows.next()) {
        count++;
        assertThat(rows.getObject(1, float[].class)).containsExactly(1, 2);
      }
      assertThat(count).isEqualTo(6);
    }
  }

  @Test
  void aBadVectorIsNamed() throws SQLException {
    create("VECTOR(3)");
    assertThatThrownBy(() -> insert(new float[] {1, 2}))
        .isInstanceOf(SQLDataException.class)
        .hasMessageContaining("expected VECTOR(3), got 2 elements");
    assertThatThrownBy(() -> insert(new float[] {1, Float.NaN, 2}))
        .isInstanceOf(SQLDataException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> insert(new Float[] {1f, null, 2f}))
        .isInstanceOf(SQLDataException.class)
        .hasMessageContaining("NULL");
  }

  @Test
  void vectorsShowThemselvesToToolsThatKnowNoArrays() throws SQLException {
    String url = "jdbc:quiver:mem:faces";
    try (Connection plain = DriverManager.getConnection(url);
        Statement statement = plain.createStatement()) {
      statement.execute("CREATE TABLE t (c VECTOR(2))");
      statement.execute("INSERT INTO t VALUES ('[1, 2]')");
      try (Connection text = DriverManager.getConnection(url + "?vectorType=varchar");
          ResultSet row = text.createStatement().executeQuery("SELECT c FROM t")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getObject(1)).isEqualTo("[1,2]");
        assertThat(row.getMetaData().getColumnType(1)).isEqualTo(Types.VARCHAR);
        assertThat(row.getMetaData().getColumnClassName(1)).isEqualTo("java.lang.String");
        try (ResultSet columns = text.getMetaData().getColumns(null, null, "t", null)) {
          assertThat(columns.next()).isTrue();
          assertThat(columns.getString("TYPE_NAME")).isEqualTo("VARCHAR");
        }
      }
      try (Connection bytes = DriverManager.getConnection(url + "?vectorType=binary");
          ResultSet row = bytes.createStatement().executeQuery("SELECT c FROM t")) {
        assertThat(row.next()).isTrue();
        assertThat((byte[]) row.getObject(1)).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0x40);
        assertThat(row.getMetaData().getColumnType(1)).isEqualTo(Types.VARBINARY);
      }
    }
  }

  @Test
  void aBlobIsSetAndReadEveryWay() throws SQLException, java.io.IOException {
    create("BLOB");
    byte[] bytes = {1, 2, 3};
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      insert.setBytes(1, bytes);
      insert.addBatch();
      insert.setBinaryStream(1, new ByteArrayInputStream(bytes));
      insert.addBatch();
      insert.setBinaryStream(1, new ByteArrayInputStream(bytes), 3);
      insert.addBatch();
      insert.setBlob(1, new ByteArrayInputStream(bytes));
      insert.addBatch();
      java.sql.Blob blob = connection.createBlob();
      blob.setBytes(1, bytes);
      insert.setBlob(1, blob);
      insert.addBatch();
      assertThat(insert.executeBatch()).hasSize(5);
      assertThatThrownBy(() -> insert.setBinaryStream(1, new ByteArrayInputStream(bytes), 9))
          .hasMessage("the stream ended after 3 of 9");
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT c FROM t")) {
      while (rows.next()) {
        assertThat(rows.getBytes(1)).isEqualTo(bytes);
        assertThat(rows.getBinaryStream(1).readAllBytes()).isEqualTo(bytes);
        assertThat(rows.getBlob(1).getBytes(1, 10)).isEqualTo(bytes);
      }
    }
  }

  @Test
  void aTextIsSetAndReadEveryWay() throws SQLException, java.io.IOException {
    create("VARCHAR");
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      insert.setString(1, "text");
      insert.addBatch();
      insert.setNString(1, "text");
      insert.addBatch();
      insert.setCharacterStream(1, new StringReader("text"));
      insert.addBatch();
      insert.setCharacterStream(1, new StringReader("texts"), 4);
      insert.addBatch();
      insert.setClob(1, new StringReader("text"));
      insert.addBatch();
      insert.setAsciiStream(1, new ByteArrayInputStream("text".getBytes("US-ASCII")));
      insert.addBatch();
      insert.setObject(1, "text", Types.VARCHAR);
      insert.addBatch();
      assertThat(insert.executeBatch()).hasSize(7);
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT c FROM t")) {
      while (rows.next()) {
        assertThat(rows.getNString(1)).isEqualTo("text");
        assertThat(rows.getClob(1).getSubString(1, 10)).isEqualTo("text");
        assertThat(new String(rows.getAsciiStream(1).readAllBytes(), "US-ASCII")).isEqualTo("text");
      }
    }
  }

  @Test
  void aTypeGivenWithTheValueConvertsIt() throws SQLException {
    create("DECIMAL(10, 2)");
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
      insert.setObject(1, "12.345", Types.DECIMAL, 2);
      insert.execute();
      insert.setObject(1, 12.5f, java.sql.JDBCType.INTEGER);
      insert.execute();
      assertThatThrownBy(() -> insert.setObject(1, "many", Types.INTEGER))
          .isInstanceOf(SQLDataException.class)
          .hasMessage("parameter 1: cannot convert 'many' to INTEGER");
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT c FROM t ORDER BY c")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getBigDecimal(1)).isEqualTo(new BigDecimal("12.00"));
      assertThat(rows.next()).isTrue();
      assertThat(rows.getBigDecimal(1)).isEqualTo(new BigDecimal("12.35"));
    }
  }

  @Test
  void aValueThatDoesNotFitIsRefusedBothWays() throws SQLException {
    create("INTEGER");
    assertThatThrownBy(() -> insert(1L << 40))
        .isInstanceOfSatisfying(
            SQLDataException.class, e -> assertThat(e.getSQLState()).isEqualTo("22003"));
    insert(300);
    try (ResultSet row = row()) {
      assertThatThrownBy(() -> row.getByte(1))
          .isInstanceOf(SQLDataException.class)
          .hasMessage("c: 300 does not fit TINYINT");
      assertThat(row.getShort(1)).isEqualTo((short) 300);
    }
  }

  @Test
  void columnsAreFoundWithoutRegardToCase() throws SQLException {
    create("INTEGER");
    insert(1);
    try (ResultSet row = row()) {
      assertThat(row.findColumn("C")).isEqualTo(1);
      assertThatThrownBy(() -> row.getInt("d")).hasMessage("unknown column 'd'; the result has c");
      assertThatThrownBy(() -> row.getInt(2)).hasMessage("column index 2 is out of range 1..1");
    }
  }

  @Test
  void thereIsNoRowBeforeTheFirstAndBehindTheLast() throws SQLException {
    create("INTEGER");
    insert(1);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT c FROM t")) {
      assertThat(rows.isBeforeFirst()).isTrue();
      assertThatThrownBy(() -> rows.getInt(1))
          .hasMessage("no current row: the cursor is before the first row");
      assertThat(rows.next()).isTrue();
      assertThat(rows.isFirst()).isTrue();
      assertThat(rows.getRow()).isEqualTo(1);
      assertThat(rows.next()).isFalse();
      assertThat(rows.isAfterLast()).isTrue();
      assertThatThrownBy(() -> rows.getInt(1))
          .hasMessage("no current row: the cursor is after the last row");
      assertThatThrownBy(rows::previous).hasMessageContaining("forward-only");
      assertThat(rows.rowInserted() || rows.rowUpdated() || rows.rowDeleted()).isFalse();
      assertThat((Throwable) rows.getWarnings()).isNull();
    }
  }

  @Test
  void baseColumnsNameTheirTable() throws SQLException {
    create("INTEGER NOT NULL");
    try (PreparedStatement query = connection.prepareStatement("SELECT c AS x, c + 1 FROM t")) {
      ResultSetMetaData metaData = query.getMetaData();
      assertThat(metaData.getColumnLabel(1)).isEqualTo("x");
      assertThat(metaData.getColumnName(1)).isEqualTo("c");
      assertThat(metaData.getTableName(1)).isEqualTo("t");
      assertThat(metaData.getSchemaName(1)).isEqualTo("public");
      assertThat(metaData.isNullable(1)).isEqualTo(ResultSetMetaData.columnNoNulls);
      assertThat(metaData.getTableName(2)).isEmpty();
      assertThat(metaData.getCatalogName(1)).isEmpty();
    }
  }
}
