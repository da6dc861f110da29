package dev.quiver.driver.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quiver.driver.QuiverConnection;
import dev.quiver.driver.QuiverStatement;
import dev.quiver.driver.SoundDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Roots on their way in: where columns go, what is refused, what a transaction makes of them. */
@Timeout(120)
@ExtendWith(SoundDatabases.class)
class AppendTest {
  private final BufferAllocator allocator = new RootAllocator();
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:quiver:");
    statement = connection.createStatement();
    statement.execute(
        "CREATE TABLE docs (id BIGINT PRIMARY KEY, text VARCHAR(10) NOT NULL DEFAULT 'none',"
            + " v VECTOR(2), price DECIMAL(6, 2))");
  }

  /** Closing an allocator tells of memory that was not given back. */
  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    allocator.close();
  }

  private Roots roots() {
    return new Roots(allocator);
  }

  private static Float[] vector(Float... elements) {
    return elements;
  }

  private long append(Roots roots) throws SQLException {
    try (VectorSchemaRoot root = roots.root()) {
      return connection.unwrap(QuiverConnection.class).append("docs", root);
    }
  }

  private List<String> rows() throws SQLException {
    List<String> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT * FROM docs ORDER BY id")) {
      while (rows.next()) {
        all.add(
            rows.getLong(1)
                + "|"
                + rows.getString(2)
                + "|"
                + rows.getString(3)
                + "|"
                + rows.getString(4));
      }
    }
    return all;
  }

  private void assertRefused(Roots roots, String state, String message) throws SQLException {
    SQLException failure = catchThrowableOfType(SQLException.class, () -> append(roots));
    assertThat((Throwable) failure).hasMessage(message);
    assertThat(failure.getSQLState()).isEqualTo(state);
    assertThat(rows()).isEmpty();
  }

  @Test
  void columnsGoByNameInAnyOrderAndMissingOnesGetTheirDefaults() throws SQLException {
    Roots roots = roots().vectors("V", 2, vector(1f, 2f), null, vector(3f, 4f)).count("Id", 3);
    assertThat(append(roots)).isEqualTo(3);
    assertThat(rows())
        .containsExactly("0|none|[1,2]|null", "1|none|null|null", "2|none|[3,4]|null");
  }

  @Test
  void numbersAndTextsAreConvertedWhereTheyFit() throws SQLException {
    append(roots().ints("id", 7).texts("text", "seven").ints("price", 12));
    assertThat(rows()).containsExactly("7|seven|null|12.00");
    try (VectorSchemaRoot root = roots().ints("id", 8).ints("price", 123456).root()) {
      assertThatThrownBy(() -> connection.unwrap(QuiverConnection.class).append("docs", root))
          .hasMessage("column price: 123456 does not fit DECIMAL(6, 2)");
    }
    assertThat(rows()).hasSize(1);
  }

  @Test
  void aColumnOfAnotherKindIsRefused() throws SQLException {
    assertRefused(
        roots().count("id", 1).ints("text", 5),
        "42804",
        "column text: cannot use a value of type INTEGER as VARCHAR");
    assertRefused(
        roots().texts("id", "1"),
        "42804",
        "column id: cannot use a value of type VARCHAR as BIGINT");
    assertRefused(
        roots().count("id", 1).vectors("v", 3, vector(1f, 2f, 3f)),
        "22026",
        "column v: expected VECTOR(2), got 3 elements");
    assertRefused(
        roots().count("id", 1).ints("nothing", 5), "42S22", "unknown column nothing in table docs");
    assertRefused(roots().count("id", 1).count("ID", 1), "HY009", "column ID is there twice");
  }

  @Test
  void aValueThatDoesNotFitIsRefused() throws SQLException {
    assertRefused(
        roots().count("id", 2).vectors("v", 2, vector(1f, 2f), vector(1f, Float.NaN)),
        "22003",
        "column v: element 2 of a vector is NaN; elements must be finite");
    assertRefused(
        roots().count("id", 2).vectors("v", 2, null, vector(1f, null)),
        "22004",
        "column v: element 2 of a vector is NULL");
    assertRefused(
        roots().count("id", 2).texts("text", "a", null),
        "23502",
        "column text of table docs must not be NULL");
    assertRefused(roots().ints("price", 1, 2), "23502", "column id of table docs must not be NULL");
    assertRefused(
        roots().ints("id", 1, 2, 1),
        "23505",
        "duplicate key (1) in primary key (id) of table docs");
    assertRefused(
        roots().count("id", 1).texts("text", "much too long"),
        "22001",
        "column text: value of 13 characters is too long for VARCHAR(10)");
  }

  @Test
  void aKeyThatIsTakenIsRefused() throws SQLException {
    append(roots().count("id", 2));
    assertThatThrownBy(() -> append(roots().ints("id", 3, 1)))
        .hasMessage("duplicate key (1) in primary key (id) of table docs");
    assertThat(rows()).hasSize(2);
  }

  @Test
  void whatHasNoTypeHereIsRefused() throws SQLException {
    assertRefused(
        roots().add(new IntervalDayVector("id", allocator), 1),
        "22000",
        "VectorSchemaRoot: column id has the Arrow type Interval, which is not supported");
    FieldType encoded =
        new FieldType(
            true, new ArrowType.Int(32, true), new DictionaryEncoding(1, false, null), null);
    assertRefused(
        roots().add(new IntVector("text", encoded, allocator), 1),
        "0A000",
        "column text: a dictionary-encoded vector, not decoded by DictionaryEncoder,"
            + " is not supported");
    assertRefused(
        roots().add(new BitVector("id", allocator), 1),
        "42804",
        "column id: cannot use a value of type BOOLEAN as BIGINT");
  }

  @Test
  void aRootWhoseVectorsDifferInLengthIsRefused() throws SQLException {
    try (VectorSchemaRoot root = roots().count("id", 3).root()) {
      root.getVector("id").setValueCount(2);
      assertThatThrownBy(() -> connection.unwrap(QuiverConnection.class).append("docs", root))
          .hasMessage("column id has 2 values in a root of 3 rows");
    }
  }

  @Test
  void tablesAreFoundBySchemaAndName() throws SQLException {
    try (VectorSchemaRoot root = roots().count("id", 1).root()) {
      QuiverConnection arrow = connection.unwrap(QuiverConnection.class);
      assertThat(arrow.append(connection.getSchema(), "DOCS", root)).isEqualTo(1);
      assertThatThrownBy(() -> arrow.append("nowhere", root)).hasMessage("unknown table nowhere");
      assertThatThrownBy(() -> arrow.append("x", "docs", root)).hasMessage("unknown schema x");
      assertThatThrownBy(() -> arrow.append("sys", "tables", root))
          .hasMessage("schema sys is read-only");
      assertThatThrownBy(() -> arrow.append(null, root))
          .isInstanceOf(SQLException.class)
          .hasMessage("append needs a table name, not null");
      assertThatThrownBy(() -> arrow.append("docs", null))
          .isInstanceOf(SQLException.class)
          .hasMessage("append needs a root, not null");
      connection.setReadOnly(true);
      assertThatThrownBy(() -> arrow.append("docs", root))
          .hasMessage("this connection is read-only");
    }
  }

  @Test
  void aTransactionTakesRootsInAndBack() throws SQLException {
    connection.setAutoCommit(false);
    append(roots().ints("id", 1));
    statement.execute("INSERT INTO docs (id) VALUES (2)");
    assertThat(rows()).hasSize(2);
    assertThatThrownBy(() -> append(roots().ints("id", 3, 2))).hasMessageContaining("(2)");
    assertThat(rows()).as("a failed one takes nothing along").hasSize(2);
    connection.rollback();
    assertThat(rows()).isEmpty();
    append(roots().ints("id", 1));
    append(roots().ints("id", 2));
    connection.commit();
    connection.setAutoCommit(true);
    try (ResultSet versions =
        statement.executeQuery(
            "SELECT MAX(version), MAX(row_count) FROM sys.versions WHERE table_name = 'docs'")) {
      versions.next();
      assertThat(versions.getInt(1)).as("two appends, one commit").isEqualTo(2);
      assertThat(versions.getInt(2)).isEqualTo(2);
    }
  }

  @Test
  void aRootWithoutRowsMakesNoVersion() throws SQLException {
    assertThat(append(roots().count("id", 0))).isZero();
    try (ResultSet versions =
        statement.executeQuery("SELECT version FROM sys.versions WHERE table_name = 'docs'")) {
      assertThat(versions.next()).isTrue();
      assertThat(versions.next()).isFalse();
    }
  }

  @Test
  void aLargeRootIsOneVersion() throws SQLException {
    int rows = 200_000;
    assertThat(append(roots().count("id", rows))).isEqualTo(rows);
    try (ResultSet sums = statement.executeQuery("SELECT COUNT(*), SUM(id) FROM docs")) {
      sums.next();
      assertThat(sums.getLong(1)).isEqualTo(rows);
      assertThat(sums.getLong(2)).isEqualTo((long) rows * (rows - 1) / 2);
    }
  }

  @Test
  void aStatementCancelsItsAppend() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (VectorSchemaRoot root = roots().count("id", 2_000_000).root()) {
      QuiverStatement arrow = statement.unwrap(QuiverStatement.class);
      Future<Long> running = thread.submit(() -> arrow.append("docs", root));
      while (!running.isDone()) {
        statement.cancel();
        Thread.onSpinWait();
      }
      assertThatThrownBy(running::get).hasRootCauseMessage("statement was cancelled");
      assertThat(rows()).isEmpty();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void theConnectionsTimeoutEndsAnAppend() throws SQLException {
    statement.setQueryTimeout(1);
    try (VectorSchemaRoot root = roots().count("id", 20_000_000).root()) {
      QuiverStatement arrow = statement.unwrap(QuiverStatement.class);
      assertThatThrownBy(() -> arrow.append("docs", root))
          .hasMessage("statement ran longer than its timeout of PT1S");
    }
    statement.setQueryTimeout(0);
    assertThat(rows()).isEmpty();
  }

  @Test
  void aClosedConnectionTakesNothing() throws SQLException {
    QuiverConnection arrow = connection.unwrap(QuiverConnection.class);
    connection.close();
    try (VectorSchemaRoot root = roots().count("id", 1).root()) {
      assertThatThrownBy(() -> arrow.append("docs", root)).hasMessage("connection is closed");
    }
  }
}
