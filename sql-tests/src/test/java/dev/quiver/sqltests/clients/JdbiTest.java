package dev.quiver.sqltests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Binds and maps by Java type: what setObject and getObject take and give. */
class JdbiTest {
  private EveryType database;
  private Jdbi jdbi;

  /** A row of {@code everything}. */
  public record Row(
      long id,
      Boolean flag,
      BigDecimal n,
      LocalDate born,
      LocalDateTime made,
      UUID u,
      float[] e,
      byte[] image) {}

  @BeforeEach
  void create() throws SQLException {
    database = EveryType.named("jdbi");
    jdbi = Jdbi.create(database.url());
    jdbi.registerArrayType(float.class, "REAL");
    jdbi.registerArrayType(Integer.class, "INTEGER");
    jdbi.registerRowMapper(ConstructorMapper.factory(Row.class));
  }

  @AfterEach
  void drop() throws SQLException {
    database.close();
  }

  @Test
  void mapsARowToARecord() {
    Row row =
        jdbi.withHandle(
            h ->
                h.createQuery("SELECT * FROM everything WHERE id = :id")
                    .bind("id", 1)
                    .mapTo(Row.class)
                    .one());
    assertThat(row)
        .usingRecursiveComparison()
        .isEqualTo(
            new Row(
                1,
                true,
                new BigDecimal("123.456"),
                LocalDate.of(2026, 1, 2),
                LocalDateTime.of(2026, 1, 2, 3, 4, 5, 123_456_000),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                new float[] {.1f, .2f, .3f},
                new byte[] {7, 8, 9}));
  }

  @Test
  void mapsArrays() {
    String sql = "SELECT tags FROM everything WHERE id = 1";
    assertThat(
            jdbi.<int[], RuntimeException>withHandle(
                h -> h.createQuery(sql).mapTo(int[].class).one()))
        .containsExactly(1, 2, 3);
    assertThat(
            jdbi.<List<Integer>, RuntimeException>withHandle(
                h -> h.createQuery(sql).mapTo(new GenericType<List<Integer>>() {}).one()))
        .containsExactly(1, 2, 3);
  }

  @Test
  void bindsInTheOrderOfTheTextAndNotOfTheTable() {
    jdbi.useHandle(
        h ->
            h.createUpdate("UPDATE everything SET e = :e, v = :v, n = :n, tags = :t WHERE id = :id")
                .bind("e", new float[] {1, 2, 3})
                .bind("v", "bound")
                .bindByType("n", null, BigDecimal.class)
                .bindArray("t", Integer.class, 4, 5)
                .bind("id", 2)
                .execute());
    Map<String, Object> row =
        jdbi.withHandle(
            h -> h.createQuery("SELECT e, v, n FROM everything WHERE id = 2").mapToMap().one());
    assertThat(row)
        .containsEntry("e", new float[] {1, 2, 3})
        .containsEntry("v", "bound")
        .containsEntry("n", null);
  }

  @Test
  void aBatchInATransactionIsFoundByTheSearch() {
    int[] counts =
        jdbi.inTransaction(
            h -> {
              PreparedBatch batch =
                  h.prepareBatch("INSERT INTO everything (id, i, e) VALUES (:id, 0, :e)");
              for (int i = 10; i < 13; i++) {
                batch.bind("id", i).bind("e", new float[] {i, 0, 0}).add();
              }
              return batch.execute();
            });
    assertThat(counts).containsExactly(1, 1, 1);
    List<Long> nearest =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        "SELECT id FROM everything WHERE id IN (<ids>) ORDER BY e <-> :q LIMIT 2")
                    .bindList("ids", 1, 11, 12)
                    .bind("q", new float[] {12, 0, 0})
                    .mapTo(Long.class)
                    .list());
    assertThat(nearest).containsExactly(12L, 11L);
  }

  @Test
  void aFailedTransactionLeavesNothing() {
    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    h -> {
                      h.execute("DELETE FROM everything WHERE id = 2");
                      h.execute("INSERT INTO everything (id, i) VALUES (?, ?)", 1, 1);
                    }))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .rootCause()
        .hasMessageContaining("duplicate key (1) in primary key (id) of table everything");
    assertThat(
            jdbi.<Long, RuntimeException>withHandle(
                h -> h.createQuery("SELECT COUNT(*) FROM everything").mapTo(Long.class).one()))
        .isEqualTo(2);
  }
}
