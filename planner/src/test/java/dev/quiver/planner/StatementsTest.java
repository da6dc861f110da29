package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementsTest {
  @TempDir Path directory;
  private TestSession db;

  @BeforeEach
  void open() {
    db = TestSession.inMemory();
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, s VARCHAR DEFAULT 'none', v VECTOR(2))");
    db.run("INSERT INTO t VALUES (1, 'a', '[1, 0]'), (2, DEFAULT, '[0, 1]'), (3, NULL, NULL)");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void copiesOutAndInAgain() {
    for (String ending : List.of("csv", "tsv", "jsonl")) {
      Path file = directory.resolve("t." + ending);
      assertThat(db.run("COPY t TO '" + file + "'")).isEqualTo(3);
      db.run(
          "CREATE OR REPLACE TABLE u (id BIGINT PRIMARY KEY, s VARCHAR, v VECTOR(2), x INTEGER DEFAULT 7)");
      assertThat(db.run("COPY u FROM '" + file + "'")).isEqualTo(3);
      assertThat(db.rows("SELECT * FROM u ORDER BY id"))
          .usingRecursiveComparison()
          .isEqualTo(
              List.of(
                  Arrays.asList(1L, "a", new float[] {1, 0}, 7),
                  Arrays.asList(2L, "none", new float[] {0, 1}, 7),
                  Arrays.asList(3L, null, null, 7)));
      assertThat(db.value("SELECT COUNT(*) FROM sys.jobs")).isEqualTo(0L);
    }
  }

  @Test
  void readsFilesAsTables() throws IOException {
    Path csv = Files.writeString(directory.resolve("a.csv"), "k,v\n1,\"[0, 1]\"\n2,\"[1, 0]\"\n");
    assertThat(
            db.column(
                "SELECT k FROM TABLE(READ_CSV('" + csv + "')) ORDER BY v <-> '[1, 0]' LIMIT 1"))
        .containsExactly(2L);
    assertThat(db.run("CREATE TABLE c AS SELECT * FROM TABLE(READ_CSV('" + csv + "'))"))
        .isEqualTo(2);
    Path json = Files.writeString(directory.resolve("a.jsonl"), "{\"k\": 5}\n");
    assertThat(db.value("SELECT k FROM TABLE(READ_JSON('" + json + "'))")).isEqualTo(5L);
    assertThat(db.run("COPY c (v, k) FROM '" + write("b.csv", "x,y\n\"[5, 5]\",9\n") + "'"))
        .isEqualTo(1);
    assertThat(db.column("SELECT k FROM c ORDER BY k")).containsExactly(1L, 2L, 9L);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  @Test
  void explainsWhatItDoes() {
    assertThat(db.column("EXPLAIN SELECT id FROM t WHERE s = 'a' ORDER BY v <-> '[1, 1]' LIMIT 2"))
        .anySatisfy(line -> assertThat((String) line).startsWith("VectorTopK(t.v, L2, exact"));
    assertThat(db.column("EXPLAIN DELETE FROM t WHERE id > 1")).first().isEqualTo("Delete(t)");
    List<Object> analysis = db.column("EXPLAIN ANALYZE SELECT id FROM t WHERE id > 1 AND id < 9");
    assertThat(analysis).first().asString().contains("rows=2");
    assertThat(analysis).last().asString().startsWith("total: rows=2, ms=");
    assertThat(db.column("EXPLAIN ANALYZE UPDATE t SET s = 'x' WHERE id = 1"))
        .last()
        .asString()
        .startsWith("total: rows=1");
    assertThat(db.value("SELECT s FROM t WHERE id = 1")).isEqualTo("x");
  }

  @Test
  void showsTheDatabase() {
    assertThat(db.rows("SHOW TABLES").get(0).subList(0, 4))
        .isEqualTo(List.of("public", "t", 2L, 3L));
    assertThat(db.rows("SHOW VERSIONS FROM t AS OF VERSION 1")).hasSize(1);
    assertThat(db.rows("SHOW INDEXES FROM t")).isEmpty();
    assertThat(db.rows("DESCRIBE t"))
        .containsExactly(
            Arrays.asList("id", "INTEGER", false, null, "PRIMARY KEY"),
            Arrays.asList("s", "VARCHAR", true, "'none'", null),
            Arrays.asList("v", "VECTOR(2)", true, null, null));
    assertThat(
            db.column(
                "SELECT column_name FROM sys.columns WHERE table_name = 't' ORDER BY \"position\""))
        .containsExactly("id", "s", "v");
    assertThat(
            db.column(
                "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"))
        .containsExactly("t");
    assertThat(db.column("SELECT schema_name FROM information_schema.schemata"))
        .containsExactly("information_schema", "public", "sys");
    assertThat(db.value("SELECT sql FROM sys.queries")).asString().startsWith("SELECT sql");
    db.run("SET target_recall = 0.99");
    assertThat(db.value("SELECT \"value\" FROM sys.settings WHERE name = 'target_recall'"))
        .isEqualTo("0.99");
    db.run("RESET target_recall");
    assertThat(db.value("SELECT SUM(live_rows) FROM sys.fragments")).isEqualTo(3L);
    assertThat(db.rows("SELECT * FROM sys.indexes")).isEmpty();
    assertThat(db.column("SELECT what FROM sys.memory WHERE used BETWEEN 0 AND most"))
        .containsExactly("heap, bytes", "files mapped");
  }

  @Test
  void tellsColumnsAndParametersBeforehand() {
    PreparedSql query =
        db.session().prepare("SELECT id AS n, v <=> ? AS d FROM t WHERE s = ? ORDER BY d LIMIT ?");
    assertThat(query.kind()).isEqualTo(PreparedSql.Kind.QUERY);
    assertThat(query.columns()).extracting(ColumnInfo::label).containsExactly("n", "d");
    assertThat(query.columns().get(0).origin()).isPresent();
    assertThat(query.parameters().get(0)).isEqualTo(VectorType.ofFloats(2));
    assertThat(query.parameters().get(1)).isEqualTo(SimpleType.VARCHAR);
    PreparedSql insert = db.session().prepare("INSERT INTO t (v, id) VALUES (?, ?)");
    assertThat(insert.kind()).isEqualTo(PreparedSql.Kind.UPDATE);
    assertThat(insert.parameters()).containsExactly(VectorType.ofFloats(2), SimpleType.INTEGER);
  }

  @Test
  void parametersOfAnUpdateTakeTheTypesOfTheColumnsThatTheyAreFor() {
    db.run("CREATE TABLE p (id INTEGER, name VARCHAR, price DECIMAL(10, 2), v VECTOR(2))");
    PreparedSql update =
        db.session().prepare("UPDATE p SET v = ?, price = ?, name = ?, id = ? WHERE name = ?");
    assertThat(update.parameters())
        .containsExactly(
            VectorType.ofFloats(2),
            new DecimalType(10, 2),
            SimpleType.VARCHAR,
            SimpleType.INTEGER,
            SimpleType.VARCHAR);
  }

  @Test
  void liftsLongVectorsAndKeepsLongTexts() {
    String zeros = "[0" + ", 0".repeat(29) + "]";
    db.run("CREATE TABLE w (id INTEGER, v VECTOR(30), s VARCHAR)");
    db.run("INSERT INTO w VALUES (1, '" + zeros + "', '" + zeros + "')");
    assertThat(db.value("SELECT s FROM w")).isEqualTo(zeros);
    assertThat(db.value("SELECT v <-> '" + zeros.replace("[0", "[3") + "' FROM w")).isEqualTo(3.0);
  }
}
