package dev.quiver.sqltests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.exception.SQLStateClass;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Renders its own SQL, quoting and casting by dialect, and reads metadata by position. */
class JooqTest {
  private EveryType database;
  private Connection connection;

  @BeforeAll
  static void quietly() {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  @BeforeEach
  void connect() throws SQLException {
    database = EveryType.named("jooq");
    connection = database.connect();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void fetchesEveryTypeThroughPlainSql() {
    Record row = DSL.using(connection).fetchSingle("SELECT * FROM everything WHERE id = ?", 1);
    assertThat(row.get("id")).isEqualTo(1L);
    assertThat(row.get("n", BigDecimal.class)).isEqualByComparingTo("123.456");
    assertThat(row.get("born", LocalDate.class)).isEqualTo("2026-01-02");
    assertThat(row.get("u")).isEqualTo(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
    assertThat(row.get("image", byte[].class)).containsExactly(7, 8, 9);
    assertThat(row.get("e")).isEqualTo(new float[] {.1f, .2f, .3f});
    assertThat(row.get("Mixed Case")).isEqualTo("mixed");
  }

  @Test
  void readsTheMetadata() {
    Table<?> shelf = DSL.using(connection).meta().getTables("shelf").get(0);
    assertThat(shelf.getSchema().getName()).isEqualTo("public");
    assertThat(shelf.getPrimaryKey().getName()).isEqualTo("shelf_pkey");
    assertThat(shelf.getPrimaryKey().getFields())
        .extracting(Field::getName)
        .containsExactly("room", "number");
    Table<?> everything = DSL.using(connection).meta().getTables("everything").get(0);
    assertThat(everything.field("n").getDataType().precision()).isEqualTo(12);
    assertThat(everything.field("n").getDataType().scale()).isEqualTo(3);
    assertThat(everything.field("i").getDataType().nullable()).isFalse();
    assertThat(everything.field("e").getDataType().getTypeName()).isEqualTo("VECTOR");
    assertThat(everything.field("v").getDataType().defaulted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = SQLDialect.class,
      names = {"DEFAULT", "POSTGRES", "H2"})
  void runsTheSqlThatItRenders(SQLDialect dialect) {
    DSLContext jooq = DSL.using(connection, dialect);
    Field<Long> id = field("id", Long.class);
    Field<String> v = field("v", String.class);
    Table<Record> everything = table("everything");
    assertThat(
            jooq.insertInto(everything, id, field("i"), v, field("born", LocalDate.class))
                .values(10L, 1, "ten", LocalDate.EPOCH)
                .execute())
        .isEqualTo(1);
    assertThat(jooq.update(everything).set(v, "tenth").where(id.eq(10L)).execute()).isEqualTo(1);
    assertThat(
            jooq.select(id, v)
                .from(everything)
                .where(id.in(1L, 10L))
                .orderBy(id.desc())
                .limit(1)
                .offset(1)
                .fetch())
        .extracting(r -> r.get(id) + r.get(v))
        .containsExactly("1hello");
    assertThat(jooq.fetchCount(jooq.selectFrom(everything))).isEqualTo(3);
    assertThat(jooq.fetchExists(jooq.selectFrom(everything).where(id.eq(11L)))).isFalse();
    Result<?> groups = jooq.select(v, count()).from(everything).groupBy(v).orderBy(v).fetch();
    assertThat(groups.getValues(count())).containsExactly(1, 1, 1);
    int deleted =
        jooq.transactionResult(
            inner -> inner.dsl().deleteFrom(everything).where(id.eq(10L)).execute());
    assertThat(deleted).isEqualTo(1);
  }

  @Test
  void batchesAreRunAndFailuresAreClassified() {
    DSLContext jooq = DSL.using(connection);
    List<Query> inserts =
        List.of(
            jooq.query("INSERT INTO loose VALUES (1, 'a')"),
            jooq.query("INSERT INTO loose VALUES (2, 'b')"));
    assertThat(jooq.batch(inserts).execute()).containsExactly(1, 1);
    assertThatThrownBy(() -> jooq.execute("INSERT INTO shelf VALUES ('hall', 1, 0)"))
        .isInstanceOfSatisfying(
            IntegrityConstraintViolationException.class,
            e ->
                assertThat(e.sqlStateClass())
                    .isEqualTo(SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION))
        .hasMessageContaining("duplicate key ('hall', 1) in primary key (");
  }
}
