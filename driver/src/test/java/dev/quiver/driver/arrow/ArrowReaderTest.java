package dev.quiver.driver.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.driver.QuiverConnection;
import dev.quiver.driver.QuiverResultSet;
import dev.quiver.driver.QuiverStatement;
import dev.quiver.driver.SoundDatabases;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of a query on their way out as roots. */
@ExtendWith(SoundDatabases.class)
class ArrowReaderTest {
  private static final int ROWS = 5_000;
  private static final String ALL = "SELECT id FROM t ORDER BY id";

  private final BufferAllocator allocator = new RootAllocator();
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:quiver:");
    statement = connection.createStatement();
    statement.execute("CREATE TABLE t (id BIGINT)");
    try (VectorSchemaRoot root = new Roots(allocator).count("id", ROWS).root()) {
      connection.unwrap(QuiverConnection.class).append("t", root);
    }
  }

  /** Closing an allocator tells of memory that was not given back. */
  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    allocator.close();
  }

  private static List<Object> first(ArrowReader reader) throws IOException {
    List<Object> values = new ArrayList<>();
    while (reader.loadNextBatch()) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      assertThat(root.getRowCount()).isPositive();
      for (int row = 0; row < root.getRowCount(); row++) {
        values.add(root.getVector(0).getObject(row));
      }
    }
    return values;
  }

  @Test
  void theReaderGivesTheRowsThatNextDidNot() throws Exception {
    try (ResultSet rows = statement.executeQuery(ALL)) {
      for (int i = 0; i < 2_500; i++) {
        rows.next();
      }
      assertThat(rows.getLong(1)).isEqualTo(2_499);
      try (ArrowReader reader = rows.unwrap(QuiverResultSet.class).arrow(allocator)) {
        List<Object> values = first(reader);
        assertThat(values).hasSize(ROWS - 2_500).startsWith(2_500L).endsWith(ROWS - 1L);
        assertThat(reader.bytesRead()).isGreaterThanOrEqualTo(values.size() * 8L);
        assertThat(reader.loadNextBatch()).isFalse();
        assertThat(reader.getVectorSchemaRoot().getRowCount()).isZero();
      }
      assertThat(rows.isClosed()).isTrue();
    }
  }

  @Test
  void maxRowsHolds() throws Exception {
    statement.setMaxRows(3_000);
    try (ResultSet rows = statement.executeQuery(ALL);
        ArrowReader reader = rows.unwrap(QuiverResultSet.class).arrow(allocator)) {
      assertThat(first(reader)).hasSize(3_000).endsWith(2_999L);
    }
  }

  @Test
  void aReaderOfItsOwnMemoryGivesItBack() throws Exception {
    try (ResultSet rows = statement.executeQuery(ALL)) {
      try (ArrowReader reader = rows.unwrap(QuiverResultSet.class).arrow()) {
        assertThat(reader.loadNextBatch()).isTrue();
        assertThat(reader.getVectorSchemaRoot().getVector("id").getObject(1)).isEqualTo(1L);
      }
      assertThat(rows.isClosed()).isTrue();
    }
  }

  @Test
  void aResultWithoutRowsHasASchema() throws Exception {
    try (ResultSet rows = statement.executeQuery("SELECT id, 'x' AS x FROM t WHERE id < 0");
        ArrowReader reader = rows.unwrap(QuiverResultSet.class).arrow(allocator)) {
      assertThat(reader.getVectorSchemaRoot().getSchema().getFields())
          .extracting(field -> field.getName() + " " + field.getType())
          .containsExactly("id Int(64, true)", "x Utf8");
      assertThat(reader.loadNextBatch()).isFalse();
    }
  }

  @Test
  void theResultSetIsTheReadersThen() throws Exception {
    try (ResultSet rows = statement.executeQuery(ALL)) {
      assertThat(rows.next()).isTrue();
      QuiverResultSet arrow = rows.unwrap(QuiverResultSet.class);
      try (ArrowReader reader = arrow.arrow(allocator)) {
        String taken = "no current row: the cursor is read through arrow()";
        assertThatThrownBy(rows::next).isInstanceOf(SQLException.class).hasMessage(taken);
        assertThatThrownBy(() -> rows.getLong(1)).hasMessage(taken);
        assertThatThrownBy(arrow::arrow).hasMessage(taken);
        assertThat(first(reader)).hasSize(ROWS - 1);
      }
      assertThatThrownBy(arrow::arrow).hasMessage("result set is closed");
    }
  }

  @Test
  void aFailureOfTheQueryIsTheCause() throws Exception {
    try (ResultSet rows = statement.executeQuery("SELECT 1 / (id - 4000) FROM t");
        ArrowReader reader = rows.unwrap(QuiverResultSet.class).arrow(allocator)) {
      assertThatThrownBy(() -> first(reader))
          .isInstanceOf(IOException.class)
          .hasMessage("division by zero")
          .hasCauseInstanceOf(SQLException.class);
    }
  }

  @Test
  void cancelStopsTheReader() throws Exception {
    try (ResultSet rows = statement.executeQuery("SELECT a.id FROM t a CROSS JOIN t b");
        ArrowReader reader = rows.unwrap(QuiverResultSet.class).arrow(allocator)) {
      assertThat(reader.loadNextBatch()).isTrue();
      statement.cancel();
      assertThatThrownBy(() -> first(reader)).hasMessage("statement was cancelled");
    }
  }

  @Test
  void closingTheResultSetEndsTheRowsAndLeavesTheRoot() throws Exception {
    try (ResultSet rows = statement.executeQuery(ALL);
        ArrowReader reader = rows.unwrap(QuiverResultSet.class).arrow(allocator)) {
      assertThat(reader.loadNextBatch()).isTrue();
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      rows.close();
      assertThat(root.getVector("id").getObject(2)).isEqualTo(2L);
      assertThatThrownBy(reader::loadNextBatch).hasMessage("result set is closed");
    }
  }

  @Test
  void rowsOfNoQueryGoOneByOne() throws SQLException {
    try (ResultSet rows = connection.getMetaData().getTypeInfo()) {
      assertThat(rows.isWrapperFor(QuiverResultSet.class)).isFalse();
      assertThatThrownBy(() -> rows.unwrap(QuiverResultSet.class))
          .hasMessage("giving rows that are not of a query to Arrow is not supported");
    }
  }

  @Test
  void eachObjectWrapsItsOwn() throws SQLException {
    assertThat(connection.isWrapperFor(QuiverConnection.class)).isTrue();
    assertThat(connection.isWrapperFor(QuiverStatement.class)).isFalse();
    assertThat(statement.isWrapperFor(QuiverStatement.class)).isTrue();
    try (PreparedStatement prepared = connection.prepareStatement(ALL);
        ResultSet rows = prepared.executeQuery()) {
      assertThat(prepared.isWrapperFor(QuiverStatement.class)).isFalse();
      assertThat(rows.isWrapperFor(QuiverResultSet.class)).isTrue();
      assertThatThrownBy(() -> rows.unwrap(QuiverResultSet.class).arrow(null))
          .hasMessage("arrow needs an allocator, not null");
    }
  }
}
