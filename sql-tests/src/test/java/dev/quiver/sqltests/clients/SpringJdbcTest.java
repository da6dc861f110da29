package dev.quiver.sqltests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.BeanPropertyRowMapper;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's templates over a HikariCP pool: bindings, mappings, transactions, its exceptions. */
class SpringJdbcTest {
  private EveryType database;
  private HikariDataSource pool;
  private JdbcTemplate jdbc;

  /** A row of {@code everything}, by its columns' names. */
  public record Row(long id, BigDecimal n, LocalDate born, LocalDateTime made, UUID u, float[] e) {}

  @BeforeEach
  void connect() throws SQLException {
    database = EveryType.named("spring");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername("ann");
    config.setPassword("secret");
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(1);
    config.setSchema("public");
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.addDataSourceProperty("cachePrepStmts", "true");
    pool = new HikariDataSource(config);
    jdbc = new JdbcTemplate(pool);
  }

  @AfterEach
  void disconnect() throws SQLException {
    pool.close();
    database.close();
  }

  @Test
  void thePoolTakesConnectionsAndGivesThemBack() throws SQLException {
    try (Connection first = pool.getConnection();
        Connection second = pool.getConnection()) {
      assertThat(first.isValid(1)).isTrue();
      assertThat(first.getMetaData().getUserName()).isEqualTo("ann");
      assertThat(first.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
      second.setAutoCommit(false);
      second.setReadOnly(true);
    }
    try (Connection again = pool.getConnection()) {
      assertThat(again.getAutoCommit()).isTrue();
      assertThat(again.isReadOnly()).isFalse();
    }
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  @Test
  void mapsRowsToRecordsAndBeans() {
    String sql = "SELECT id, n, born, made, u, e FROM everything WHERE id = ?";
    assertThat(jdbc.queryForObject(sql, new DataClassRowMapper<>(Row.class), 1))
        .usingRecursiveComparison()
        .isEqualTo(
            new Row(
                1,
                new BigDecimal("123.456"),
                LocalDate.of(2026, 1, 2),
                LocalDateTime.of(2026, 1, 2, 3, 4, 5, 123_456_000),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                new float[] {.1f, .2f, .3f}));
    assertThat(jdbc.queryForObject(sql, new BeanPropertyRowMapper<>(Loose.class), 2))
        .isNotNull()
        .satisfies(loose -> assertThat(loose.born).isNull());
    assertThat(jdbc.queryForMap("SELECT * FROM everything WHERE id = 1"))
        .containsEntry("flag", true)
        .containsEntry("Mixed Case", "mixed")
        .containsEntry("e", new float[] {.1f, .2f, .3f});
  }

  /** A bean with one property of the row. */
  public static final class Loose {
    private LocalDate born = LocalDate.EPOCH;

    public void setBorn(LocalDate value) {
      born = value;
    }
  }

  @Test
  void updatesBatchesAndSearches() {
    assertThat(
            jdbc.batchUpdate(
                "INSERT INTO everything (id, i, born, made, u, e) VALUES (?, ?, ?, ?, ?, ?)",
                List.of(
                    row(10, new float[] {1, 0, 0}), row(11, new float[] {0, 1, 0}), row(12, null))))
        .containsExactly(1, 1, 1);
    assertThat(
            jdbc.queryForList(
                "SELECT id FROM everything WHERE id >= ? ORDER BY e <-> ? LIMIT 2",
                Long.class,
                10,
                new float[] {0, 2, 0}))
        .containsExactly(11L, 10L);
    jdbc.setMaxRows(1);
    jdbc.setFetchSize(50);
    jdbc.setQueryTimeout(30);
    assertThat(jdbc.queryForList("SELECT id FROM everything ORDER BY id", Long.class))
        .containsExactly(1L);
  }

  private static Object[] row(long id, float[] e) {
    return new Object[] {
      id, 0, LocalDate.EPOCH, LocalDateTime.of(2026, 1, 1, 0, 0), new UUID(1, 2), e
    };
  }

  @Test
  void namedParametersTakeListsVectorsAndNulls() {
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(jdbc);
    assertThat(
            named.update(
                "UPDATE everything SET e = :e, v = :v, n = :n WHERE id IN (:ids)",
                new MapSqlParameterSource("ids", List.of(1, 2))
                    .addValue("e", new float[] {3, 4, 0})
                    .addValue("v", "named")
                    .addValue("n", null)))
        .isEqualTo(2);
    assertThat(
            named.queryForList(
                "SELECT v, e <-> :q AS distance FROM everything WHERE n IS NULL LIMIT 1",
                Map.of("q", new float[] {0, 0, 0})))
        .containsExactly(Map.of("v", "named", "distance", 5.0));
  }

  @Test
  void insertsByTheMetadataOfTheTable() {
    SimpleJdbcInsert insert =
        new SimpleJdbcInsert(pool)
            .withTableName("everything")
            .usingColumns("id", "i", "e", "image", "u", "Mixed Case")
            .usingQuotedIdentifiers();
    assertThat(
            insert.execute(
                new MapSqlParameterSource("id", 20)
                    .addValue("i", 1)
                    .addValue("e", new float[] {1, 1, 1})
                    .addValue("image", new byte[] {1})
                    .addValue("u", null)
                    .addValue("Mixed Case", "as it is")))
        .isEqualTo(1);
    assertThat(jdbc.queryForObject("SELECT image FROM everything WHERE id = 20", byte[].class))
        .containsExactly(1);
  }

  @Test
  void keysAreNeverGeneratedAndAskingForThemDoesNoHarm() {
    GeneratedKeyHolder keys = new GeneratedKeyHolder();
    jdbc.update(
        c -> c.prepareStatement("INSERT INTO loose VALUES (1, 'x')", new String[] {"x"}), keys);
    assertThat(keys.getKeyList()).isEmpty();
  }

  @Test
  void failuresBecomeSpringsExceptions() {
    assertThatThrownBy(() -> jdbc.update("INSERT INTO everything (id, i) VALUES (1, 1)"))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessageContaining("duplicate key (1) in primary key (id) of table everything");
    assertThatThrownBy(
            () ->
                jdbc.batchUpdate(
                    "INSERT INTO everything (id, i) VALUES (?, ?)",
                    List.of(new Object[] {30, 1}, new Object[] {1, 1})))
        .isInstanceOf(DuplicateKeyException.class);
    assertThatThrownBy(() -> jdbc.update("INSERT INTO everything (id) VALUES (31)"))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("column i of table everything must not be NULL");
    assertThatThrownBy(
            () -> jdbc.update("UPDATE everything SET e = ? WHERE id = 1", new float[] {1, 2}))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("VECTOR(3)");
    assertThatThrownBy(() -> jdbc.queryForList("SELECT * FROM nope"))
        .isInstanceOf(BadSqlGrammarException.class);
    assertThatThrownBy(() -> jdbc.queryForList("SELEC 1"))
        .isInstanceOf(BadSqlGrammarException.class);
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM everything", Integer.class)).isEqualTo(2);
  }

  @Test
  void aTransactionThatFailsLeavesNothing() throws SQLException {
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      jdbc.update("DELETE FROM everything");
                      throw new IllegalStateException("changed my mind");
                    }))
        .hasMessage("changed my mind");
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM everything", Integer.class)).isEqualTo(2);
    transaction.setReadOnly(true);
    assertThat(
            transaction.<Integer>execute(
                s -> jdbc.queryForObject("SELECT COUNT(*) FROM shelf", Integer.class)))
        .isEqualTo(2);
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(connection.isReadOnly()).isFalse();
    }
  }

  @Test
  void aWriteConflictIsAConcurrencyFailure() {
    TransactionTemplate outer = new TransactionTemplate(new JdbcTransactionManager(pool));
    assertThatThrownBy(
            () ->
                outer.executeWithoutResult(
                    status -> {
                      jdbc.update("UPDATE everything SET v = 'mine' WHERE id = 1");
                      otherwise("UPDATE everything SET v = 'theirs' WHERE id = 1");
                    }))
        .isInstanceOf(ConcurrencyFailureException.class)
        .isInstanceOf(CannotAcquireLockException.class);
    assertThat(jdbc.queryForObject("SELECT v FROM everything WHERE id = 1", String.class))
        .isEqualTo("theirs");
  }

  /** Runs a statement on a connection of its own, beside the transaction of this thread. */
  private void otherwise(String sql) {
    try (Connection other = database.connect();
        java.sql.Statement statement = other.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
